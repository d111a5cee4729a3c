import { execFile } from 'node:child_process';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { publint } from 'publint';
import { expect, test } from 'vitest';
import { PACKAGE } from '../support/library/consumer.js';
import { temporaryFolder } from '../support/server/temporary-folder.js';

const run = promisify(execFile);
const bin = (name: string) => fileURLToPath(new URL(`../../node_modules/.bin/${name}`, import.meta.url));

const PROGRAM = `
import { startAtomGit, type AtomGit, type gitcode, type PushPayload } from 'atomgit-mock';

const atomgit: AtomGit = await startAtomGit({ auth: 'open' });
const repo = await atomgit.repository('demo/demo');
const inbox = await atomgit.inbox({ user: 'ci', password: 's3cret' });
await repo.hook(inbox.url, { events: ['push', 'merge_request'] });
const push: PushPayload = (await inbox.next('Push Hook')).body;
const { object_attributes } = (await inbox.next('Merge Request Hook')).body;
const action: string = object_attributes.action;
const other = await atomgit.inbox({ dialect: 'gitcode' });
const today: gitcode.PushPayload = (await other.next('Push Hook')).body;
const { body } = await atomgit.waitFor({ event: 'Tag Push Hook' });
const tag: 'tag_push' = body.object_kind;
// @ts-expect-error -- there is no such event
await inbox.next('Pull Hook');
await atomgit.stop();
export { push, action, today, tag };
`;

// An install, four starts and two compilers: on a busy machine that takes a while.
const TIME_LIMIT_MS = 300_000;

test(
  'what is packed can be installed into an empty folder, started, imported, required and type-checked',
  { timeout: TIME_LIMIT_MS },
  async () => {
    const folder = await temporaryFolder();
    const packed = await run('npm', ['pack', '--json', '--pack-destination', folder, PACKAGE]);
    const [{ filename }] = JSON.parse(packed.stdout) as [{ filename: string }];
    const inFolder = async (program: string, ...args: string[]) =>
      (await run(program, args, { cwd: folder })).stdout;
    await inFolder('npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', `./${filename}`);

    const { version } = JSON.parse(await readFile(join(PACKAGE, 'package.json'), 'utf8')) as {
      version: string;
    };
    expect(await inFolder('npx', '--no-install', 'atomgit-mock', '--version')).toBe(`${version}\n`);
    expect(await inFolder('npx', '--no-install', 'atomgit-mock', '--help')).toContain('--port <port>');
    const use = `const atomgit = await startAtomGit();
    const page = await (await fetch(atomgit.url, { headers: { accept: 'text/html' } })).text();
    const script = await fetch(new URL(/src="([^"]+)"/.exec(page)[1], atomgit.url));
    if (!script.ok) throw new Error('the page lacks its script');
    const repo = await atomgit.repository('demo/demo');
    const inbox = await atomgit.inbox();
    await repo.hook(inbox.url);
    await repo.commit({ 'a.txt': 'a' });
    console.log((await inbox.next('Push Hook')).event);
    await atomgit.stop();`;
    const imported = `import { startAtomGit } from 'atomgit-mock'; ${use}`;
    expect(await inFolder(process.execPath, '--input-type=module', '--eval', imported)).toBe('Push Hook\n');
    const required = `const { startAtomGit } = require('atomgit-mock'); void (async () => { ${use} })();`;
    expect(await inFolder(process.execPath, '--input-type=commonjs', '--eval', required)).toBe('Push Hook\n');

    await writeFile(join(folder, 'program.mts'), PROGRAM);
    await writeFile(
      join(folder, 'required.cts'),
      `import atomgit = require('atomgit-mock');\nvoid atomgit.startAtomGit();\n`,
    );
    const options = ['--noEmit', '--strict', '--target', 'es2022'];
    await inFolder(bin('tsc'), ...options, '--module', 'nodenext', 'program.mts', 'required.cts');
    await inFolder(
      bin('tsc'),
      ...options,
      '--module',
      'esnext',
      '--moduleResolution',
      'bundler',
      'program.mts',
    );

    const without = join(folder, 'node_modules/atomgit-mock');
    expect(await sizeOf(without)).toBeLessThan(5 * 1024 * 1024);
    expect(await readdir(without)).toEqual(
      expect.arrayContaining(['LICENSE', 'README.md', 'THIRD-PARTY-LICENSES.txt']),
    );
  },
);

test('the package is ready to be published', async () => {
  expect(await publint({ pkgDir: PACKAGE, strict: true })).toMatchObject({ messages: [] });
  const { stderr } = await run('npm', ['publish', '--dry-run', '--tag', 'test', PACKAGE]);
  expect(stderr).not.toMatch(/npm warn publish|npm error/);
});

test('every link in the documents of the package leads to something in it', async () => {
  const files = await readdir(PACKAGE, { recursive: true });
  const documents = files.filter((file) => file.endsWith('.md') && !file.includes('node_modules'));
  const links = await Promise.all(
    documents.map(async (document) => {
      const text = await readFile(join(PACKAGE, document), 'utf8');
      const targets = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].flatMap(([, target = '']) => target);
      return targets.map((target) => ({ document, target, path: join(dirname(document), target) }));
    }),
  );
  expect(links.flat().length).toBeGreaterThan(20);
  expect(links.flat().filter(({ path }) => !files.includes(path.replace(/\/$/, '')))).toEqual([]);
});

async function sizeOf(folder: string): Promise<number> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = files
    .filter((file) => file.isFile() && !file.parentPath.includes('compile-cache'))
    .map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
