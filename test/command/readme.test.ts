import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { Consumer } from '../support/library/consumer.js';
import { freePort } from '../support/server/free-port.js';
import { ServerProcess } from '../support/server/server-process.js';
import { temporaryFolder } from '../support/server/temporary-folder.js';

const run = promisify(execFile);

test('the quick start of README.md runs as written', async () => {
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
  const consumer = await Consumer.create();
  expect(await consumer.node(block(readme, 'js', 'startAtomGit'))).toBe('1 Hi\n');
});

// The other README has the same, as the next test shows.
test('pasting the walk-through of README.md shows the webhook of a push', async () => {
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
  const folder = await temporaryFolder();
  const server = await ServerProcess.ready(['--port', '0', '--data', join(folder, 'data')]);
  const port = String(await freePort());
  const here = (code: string) =>
    code.replaceAll('8000', port).replaceAll('http://127.0.0.1:3900', server.url);

  await writeFile(join(folder, 'receiver.mjs'), here(block(readme, 'js', 'createServer')));
  const receiver = spawn(process.execPath, ['receiver.mjs'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void receiver.kill());
  const ended = once(receiver, 'exit').then(() => expect.unreachable('the receiver has ended'));
  const printed = Promise.race([once(receiver.stdout, 'data'), ended]);
  await accepts(Number(port));
  await run('sh', ['-ec', here(block(readme, 'sh', 'git clone'))], {
    cwd: folder,
    env: { ...process.env, ...IDENTITY },
  });

  const [output] = (await printed) as [Buffer];
  expect(output.toString()).toContain('Push Hook');
  await run('sh', ['-ec', here(block(readme, 'sh', 'pulls/1/merge'))], {
    cwd: folder,
    env: { ...process.env, ...IDENTITY },
  });
  const { stdout } = await run('sh', ['-ec', here(block(readme, 'sh', '_mock/deliveries'))]);
  const { items } = JSON.parse(stdout) as { items: { event: string; repository: string }[] };
  const [push, request, note] = ['Push Hook', 'Merge Request Hook', 'Note Hook'];
  // Newest first: the merge with its push, the comment, the opening, and two pushes.
  expect(items.map(({ event }) => event)).toEqual([push, request, note, request, push, push]);
});

test('the commands of docs/faults.md are taken, one after another', async () => {
  const page = await readFile(new URL('../../docs/faults.md', import.meta.url), 'utf8');
  const server = await ServerProcess.ready(['--port', '0', '--ephemeral']);
  const commands = block(page, 'sh', '_mock/faults').replaceAll('http://127.0.0.1:3900', server.url);
  const { stdout } = await run('sh', [
    '-ec',
    commands.replaceAll('curl ', 'curl --silent --fail-with-body '),
  ]);
  expect(stdout.match(/"id":/g)).toHaveLength(4);
});

test.for([
  ['README.md', 'README.zh-CN.md'],
  ['docs/faults.md', 'docs/zh-CN/faults.md'],
  ['docs/library.md', 'docs/zh-CN/library.md'],
])('%s and its translation show the same programs and commands', async (files) => {
  const [english, chinese] = await Promise.all(
    files.map((file) => readFile(new URL(`../../${file}`, import.meta.url), 'utf8')),
  );
  const commands = (text = '') => blocks(text).map(({ code }) => code.replace(/\s*(#|\/\/ ).*$/gm, ''));
  expect(commands(chinese)).toEqual(commands(english));
});

const IDENTITY = {
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
};

const blocks = (text: string) =>
  [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language = '', code = '']) => ({ language, code }));

function block(text: string, language: string, marker: string): string {
  const found = blocks(text).find((one) => one.language === language && one.code.includes(marker));
  if (found === undefined) throw new Error(`there is no ${language} block with ${marker}`);
  return found.code;
}

async function accepts(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  const isOpen = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  if (!isOpen) await accepts(port);
}
