import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import request from 'supertest';
import { expect, onTestFinished, test } from 'vitest';
import { Clone } from '../support/git/clone.js';
import { refusalOf } from '../support/server/command-line.js';
import { Inbox, type Call } from '../support/http/inbox.js';
import { freePort } from '../support/server/free-port.js';
import { ServerProcess } from '../support/server/server-process.js';
import { start } from '../support/server/start.js';
import { temporaryFolder } from '../support/server/temporary-folder.js';

const run = promisify(execFile);
const HOOKS = '/api/v5/repos/demo/demo/hooks';

/** One sentence for the person who typed the command, and nothing else anywhere. */
const refusal = (what: RegExp) => ({
  code: 2,
  signal: null,
  stdout: '',
  stderr: expect.stringMatching(new RegExp(`^atomgit-mock: [^\\n]*${what.source}[^\\n]*\\n$`)),
});

/** Runs the command in a folder of its own until it ends. */
async function refused(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const folder = await temporaryFolder();
  const finished = await ServerProcess.spawn(args, { TMPDIR: folder, ...environment }, folder).finished();
  return { finished, written: await readdir(folder) };
}

async function takenPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

test('the demo repository of a first start was made at that start, by the clock that the server goes by', async () => {
  const begun = Date.now();
  const made = async (...args: readonly string[]) => {
    const server = await ServerProcess.ready(['--port', '0', '--ephemeral', ...args]);
    const { body } = await request(server.url).get('/api/v5/repos/demo/demo').expect(200);
    return [body.created_at, body.updated_at].map((time) => Date.parse(time));
  };
  for (const time of await made()) expect(time).toBeGreaterThanOrEqual(begun);
  const frozen = '2024-11-09T09:49:53Z';
  expect(await made('--clock', frozen)).toEqual([Date.parse(frozen), Date.parse(frozen)]);
});

test('a first start goes on where the copy of the demo repository was cut off', async () => {
  const folder = await temporaryFolder();
  const repository = join(folder, 'data', 'repositories', 'demo', 'demo.git');
  await mkdir(join(repository, 'objects'), { recursive: true });
  await writeFile(join(repository, 'HEAD'), 'ref: refs/he');
  const server = await ServerProcess.ready(['--port', '0', '--data', join(folder, 'data')]);
  const clone = await Clone.of(`${server.url}/demo/demo.git`);
  expect(await clone.git('rev-list', '--count', 'HEAD')).toBe('2');
});

test('the first lines on standard output name the address and the folder, and the next three can be pasted into a shell', async () => {
  const folder = await temporaryFolder();
  const server = await ServerProcess.ready(['--port', '0'], {}, folder);
  await server.printed(/push\n/);
  const [first, second, empty, ...commands] = server.stdout.trimEnd().split('\n');
  expect(first).toMatch(/http:\/\/127\.0\.0\.1:\d+$/);
  expect(second).toContain(join(folder, '.atomgit-mock'));
  expect(empty).toBe('');
  expect(commands).toHaveLength(3);
  expect(await paste(commands)).toBe('http://127.0.0.1:8000/');
  const { body } = await request(server.url).get('/_mock/deliveries').expect(200);
  expect(body.items).toMatchObject([{ event: 'Push Hook', repository: 'demo/demo' }]);
});

test.each([
  ['in strict', ['--auth', 'strict']],
  ['where there is no demo', ['--seed', 'none']],
  ['in strict where there is no demo', ['--auth', 'strict', '--seed', 'none']],
])('the lines to paste work %s too', async (_, flags) => {
  const server = await ServerProcess.ready(['--port', '0', '--ephemeral', ...flags]);
  await server.printed(/push\n/);
  const commands = server.stdout.trimEnd().split('\n').slice(3);
  expect(await paste(commands)).toBe('http://127.0.0.1:8000/');
  const log = request(server.url).get('/_mock/deliveries').set('PRIVATE-TOKEN', 'atomgit-token');
  expect((await log.expect(200)).body.items).toHaveLength(1);
});

/** @returns the URL of the hook that the second line registers */
async function paste(commands: readonly string[]): Promise<string> {
  const folder = await temporaryFolder();
  const names = { NAME: 'Ada', EMAIL: 'ada@example.com' };
  const env = Object.fromEntries(
    Object.entries(names).flatMap(([key, value]) => [
      [`GIT_AUTHOR_${key}`, value],
      [`GIT_COMMITTER_${key}`, value],
    ]),
  );
  const { stdout } = await run('sh', ['-e', '-c', commands.join('\n')], {
    cwd: folder,
    env: { ...env, PATH: process.env['PATH'], HOME: folder, GIT_TERMINAL_PROMPT: '0' },
  });
  return JSON.parse(/\{"id":\d+,"url".*\}/.exec(stdout)?.[0] ?? '{}').url;
}

test('environment variables set everything, and a flag wins over its variable', async () => {
  const folder = await temporaryFolder();
  const data = join(folder, 'from-variable');
  const environment = {
    ATOMGIT_MOCK_HOST: '127.0.0.1',
    ATOMGIT_MOCK_PORT: '0',
    ATOMGIT_MOCK_DATA: data,
    ATOMGIT_MOCK_EPHEMERAL: 'false',
    ATOMGIT_MOCK_PUBLIC_URL: 'http://git.example.com/',
    ATOMGIT_MOCK_AUTH: 'strict',
    ATOMGIT_MOCK_SEED: 'none',
    ATOMGIT_MOCK_LOG_FORMAT: 'json',
    ATOMGIT_MOCK_CREATE_ON_PUSH: 'true',
    ATOMGIT_MOCK_TIMEOUT: '250ms',
  };
  const byVariables = await ServerProcess.ready([], environment, folder);
  expect(JSON.parse(byVariables.stdout)).toMatchObject({ url: 'http://git.example.com', data });
  await byVariables.kill('SIGTERM');

  const flags = [
    '--data',
    join(folder, 'from-flag'),
    ...'--host 127.0.0.1 --port 0 --auth open --seed demo --log-format pretty --timeout 0.1'.split(' '),
  ];
  const { ATOMGIT_MOCK_PUBLIC_URL: _, ...others } = environment;
  const byFlags = await ServerProcess.ready(flags, { ...others, ATOMGIT_MOCK_PORT: 'nonsense' }, folder);
  expect((await readdir(folder)).sort()).toEqual(['from-flag', 'from-variable']);
  const api = request(byFlags.url);
  await api.get('/api/v5/repos/demo/demo').expect(200);
  const inbox = await Inbox.open();
  inbox.hold();
  const { body: hook } = await api.post(HOOKS).send({ url: inbox.url }).expect(200);
  await api.post(`${HOOKS}/${hook.id}/tests`).expect(204);
  await api.post('/_mock/settle').expect(200);
  expect((await api.get(`${HOOKS}/${hook.id}`).expect(200)).body.result).toBe('no answer within 0.1 s');
});

test('--log-format json prints one JSON object a line, and --seed none starts with nothing', async () => {
  const server = await ServerProcess.ready('--port 0 --ephemeral --log-format json --seed none'.split(' '));
  const api = request(server.url);
  await api.get('/api/v5/repos/demo/demo').expect(404);
  await api.post('/api/v5/user/repos').send({ name: 'own', auto_init: true }).expect(200);
  const work = await Clone.of(`${server.url}/atomgit/own.git`);
  await work.commit('hello');
  await work.push();
  const { code, stdout, stderr } = await server.kill('SIGINT');
  expect(code).toBe(0);
  expect(stdout.trimEnd().split('\n').map(parsed)).toEqual([
    expect.objectContaining({ message: 'ready', url: server.url }),
  ]);
  const lines = stderr.trimEnd().split('\n').map(parsed);
  expect(lines).not.toEqual([]);
  for (const line of lines) {
    expect(line).toMatchObject({
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      level: 'info',
      context: expect.any(String),
      message: expect.any(String),
    });
  }
});

const parsed = (line: string): unknown => JSON.parse(line);

test.each(['SIGTERM', 'SIGHUP'] as const)('--ephemeral leaves nothing behind after %s', async (signal) => {
  const temporary = await temporaryFolder();
  const server = await ServerProcess.ready(['--port', '0', '--ephemeral'], { TMPDIR: temporary }, temporary);
  const [folder] = await readdir(temporary);
  await server.printed(/push\n/);
  expect(server.stdout).toContain(join(temporary, `${folder}`));
  const work = await Clone.of(`${server.url}/demo/demo.git`);
  await work.commit('hello');
  await work.push();
  expect(await server.kill(signal)).toMatchObject({ code: 0, signal: null });
  expect(await readdir(temporary)).toEqual([]);
});

test('payloads and answers show --public-url', async () => {
  const port = await freePort();
  const base = 'https://git.example.com:8443/mirror';
  const server = await ServerProcess.ready(`--port ${port} --ephemeral --public-url ${base}/`.split(' '));
  await server.printed(/push\n/);
  expect(server.stdout).toContain(`${base}\n`);
  expect(server.stdout).toContain(`git clone ${base}/demo/demo.git\n`);
  const local = `http://127.0.0.1:${port}`;
  const api = request(local);
  const { body } = await api.get('/api/v5/repos/demo/demo').expect(200);
  expect(body).toMatchObject({
    url: `${base}/api/v5/repos/demo/demo`,
    http_url_to_repo: `${base}/demo/demo.git`,
    ssh_url_to_repo: 'git@git.example.com:demo/demo.git',
    web_url: `${base}/demo/demo`,
  });
  expect((await api.get('/api/v5/user').expect(200)).body.html_url).toBe(`${base}/atomgit`);
  const inbox = await Inbox.open();
  await api.post(HOOKS).send({ url: inbox.url, tag_push_events: true }).expect(200);
  const work = await Clone.of(`${local}/demo/demo.git`);
  const sha = await work.commit('hello');
  await work.git('tag', 'v1');
  await work.push('master');
  await work.push('v1');
  const [push, tag] = await inbox.several(2);
  expect(push?.body).toMatchObject({
    repository: {
      url: 'git@git.example.com:demo/demo.git',
      homepage: `${base}/demo/demo`,
      git_http_url: `${base}/demo/demo.git`,
    },
    commits: [{ url: `${base}/demo/demo/commits/${sha}` }],
  });
  expect(tag?.body).toMatchObject({ repository: { url: 'ssh://git@git.example.com/demo/demo.git' } });
  const list = await api.get(`${HOOKS}?per_page=1`).expect(200);
  expect(list.headers['link']).toContain(`<${base}${HOOKS}?`);
  expect(list.headers['link']).not.toContain('127.0.0.1');
});

type Environment = Readonly<Record<string, string>>;

const WRONG_SETTINGS: readonly (readonly [readonly string[], RegExp, Environment?])[] = [
  [['--port', 'abc'], /--port must be .*0 to 65535.*"abc"/],
  [['--port', '70000'], /--port must be .*0 to 65535.*"70000"/],
  [[], /ATOMGIT_MOCK_PORT must be .*"-1"/, { ATOMGIT_MOCK_PORT: '-1' }],
  [['--auth', 'x'], /--auth must be open or strict.*"x"/],
  [['--seed', 'x'], /--seed must be demo, none, or a file that is there.*"x"/],
  [['--timeout', 'x'], /--timeout must be .*500ms.*"x"/],
  [['--success', ''], /--success must be statuses.*""/],
  [['--success', '2xx,ok'], /--success must be statuses.*"2xx,ok"/],
  [['--success', '299-200'], /--success must be statuses.*"299-200"/],
  [[], /ATOMGIT_MOCK_SUCCESS must be .*"1xx"/, { ATOMGIT_MOCK_SUCCESS: '1xx' }],
  [['--keep-deliveries', '0'], /--keep-deliveries must be a whole number from 1.*, or all, but is "0"/],
  [['--keep-deliveries', '100001'], /--keep-deliveries must be .*"100001"/],
  [[], /ATOMGIT_MOCK_KEEP_DELIVERIES must be .*"many"/, { ATOMGIT_MOCK_KEEP_DELIVERIES: 'many' }],
  [['--lock-wait', '0'], /--lock-wait must be a number of seconds.*, but is "0"/],
  [['--keep-for', '0s'], /--keep-for must be a duration.*, or ever, but is "0s"/],
  [[], /ATOMGIT_MOCK_KEEP_FOR must be .*"a week"/, { ATOMGIT_MOCK_KEEP_FOR: 'a week' }],
  [['--public-url', 'x'], /--public-url must be .*"x"/],
  [['--allow-hosts', 'http://git.example.com'], /--allow-hosts must be names .*"http:/],
  [['--allow-hosts', 'git.example.com,'], /--allow-hosts must be .*"git\.example\.com,"/],
  [['--allow-hosts', 'localhost:3900'], /--allow-hosts must be .*"localhost:3900"/],
  [[], /ATOMGIT_MOCK_ALLOW_HOSTS must be .*"git\.\*"/, { ATOMGIT_MOCK_ALLOW_HOSTS: 'git.*' }],
  [['--allow-targets', '10.0.0.0/33'], /--allow-targets must be .*"10\.0\.0\.0\/33"/],
  [['--allow-targets', '127.1'], /--allow-targets must be .*"127\.1"/],
  [['--allow-targets', '::1,'], /--allow-targets must be .*"::1,"/],
  [['--allow-targets', 'http://ci.example.com/'], /--allow-targets must be .*"http:/],
  [[], /ATOMGIT_MOCK_ALLOW_TARGETS must be .*"\*"/, { ATOMGIT_MOCK_ALLOW_TARGETS: '*' }],
  [['--ca', '/no/such/file'], /--ca must be .*ENOENT.*"\/no\/such\/file"/],
  [['--clock', '1969-12-31T23:59:59Z'], /--clock must be from 1970-.* to 9999-.*"1969-12-31T23:59:59Z"/],
  [['--exit-with-parent=perhaps'], /exit-with-parent/],
  [['--auto-disable', '0'], /--auto-disable must be off or a whole number from 1.*"0"/],
  [['--rate-limit', '0'], /--rate-limit must be off or a whole number from 1.*"0"/],
  [['--loop-depth', 'deep'], /--loop-depth must be a whole number from 1.*"deep"/],
  [['--rests', '1m,soon'], /--rests must be .*1m,10m,1h.*"1m,soon"/],
  [['--proxy', 'proxy:3128'], /--proxy must be http:.*"proxy:3128"/],
  [['--proxy', 'socks5://me:hidden@proxy:1080'], /--proxy must be http:.*"socks5:\/\/\*\*\*@proxy:1080"/],
  [['--proxy', 'http://me@proxy:3128'], /--proxy must be .*"http:\/\/\*\*\*@proxy:3128"/],
  [
    ['--proxy', 'env'],
    /HTTPS_PROXY must be .*--proxy is env.*"https:\/\/\*\*\*@proxy"/,
    { HTTPS_PROXY: 'https://me:hidden@proxy' },
  ],
  [['--prot', '0'], /'--prot'/],
  [['serve'], /serve|arguments/],
  [['--ephemeral', '--data', 'folder'], /--ephemeral .*--data "folder"/],
];

test.each(
  WRONG_SETTINGS.map(([args, what, environment = {}]) => {
    const named = [...args, ...Object.entries(environment).map((entry) => entry.join('='))].join(' ');
    return { named, args, what, environment };
  }),
)('the wrong setting $named is refused in one sentence', ({ args, what, environment }) => {
  const { message } = refusalOf(args, { ATOMGIT_MOCK_PORT: '0', ...environment });
  expect(message).toMatch(what);
  expect(message).not.toContain('\n');
});

test('a wrong setting ends the command at once with one sentence that names it and its value', async () => {
  const ended = await Promise.all([
    refused(['--port', 'abc']),
    refused([], { ATOMGIT_MOCK_PORT: '-1' }),
    refused(['--ca', '/no/such/file']),
    refused(['--prot', '0']),
    refused([], { ATOMGIT_MOCK_POTR: '0' }),
  ]);
  expect(ended).toEqual(
    [
      /--port must be .*"abc"/,
      /ATOMGIT_MOCK_PORT must be .*"-1"/,
      /--ca must be .*"\/no\/such\/file"/,
      /'--prot'/,
      /no setting ATOMGIT_MOCK_POTR; did you mean ATOMGIT_MOCK_PORT\?/,
    ].map((what) => ({ finished: refusal(what), written: [] })),
  );
});

test('a port that is taken, or that git is missing or too old, is found out before anything is written', async () => {
  const port = await takenPort();
  const tools = await temporaryFolder();
  const old = join(tools, 'old');
  await mkdir(old);
  await writeFile(join(old, 'git'), '#!/bin/sh\necho git version 2.30.0\n');
  await chmod(join(old, 'git'), 0o755);
  const ended = await Promise.all([
    refused(['--port', `${port}`]),
    refused(['--port', '0'], { PATH: tools }),
    refused(['--port', '0', '--ephemeral'], { PATH: old }),
  ]);
  expect(ended).toEqual([
    { finished: refusal(new RegExp(`port ${port} on 127\\.0\\.0\\.1 is taken.*--port`)), written: [] },
    { finished: refusal(/git was not found.*2\.38/), written: [] },
    { finished: refusal(/git 2\.38 or newer.*2\.30\.0/), written: [] },
  ]);
});

test('an unusable data folder is refused, and its content is left unchanged', async () => {
  const folder = await temporaryFolder();
  const file = join(folder, 'file');
  await writeFile(file, 'precious');
  const notOurs = join(folder, 'not-ours');
  await mkdir(notOurs);
  await writeFile(join(notOurs, 'atomgit-mock.sqlite'), 'this is no database at all, just text. '.repeat(40));
  const noFile = join(folder, 'no-file');
  await mkdir(join(noFile, 'atomgit-mock.sqlite'), { recursive: true });
  const on = (data: string) => refused(['--port', '0', '--data', data]);
  const ended = await Promise.all([on(file), on(notOurs), on(noFile)]);
  expect(ended.map(({ finished }) => finished)).toEqual([
    refusal(new RegExp(`data folder ${file} cannot be (created|written)`)),
    refusal(new RegExp(`${notOurs}/atomgit-mock\\.sqlite cannot be read`)),
    refusal(new RegExp(`${noFile}/atomgit-mock\\.sqlite cannot be read or written`)),
  ]);
  expect(await readFile(file, 'utf8')).toBe('precious');
});

test('without room for temporary folders, --ephemeral is refused', async () => {
  const missing = join(await temporaryFolder(), 'missing');
  const { finished } = await refused(['--port', '0', '--ephemeral'], { TMPDIR: missing });
  expect(finished).toEqual(refusal(new RegExp(`temporary folder .* ${missing}.*--data`)));
});

test('a data folder in use is refused to a second server, and the first goes on', async () => {
  const { inbox, dataFolder, clone } = await start({ hook: {} });
  const { finished } = await refused(['--port', '0', '--data', dataFolder]);
  expect(finished).toEqual(refusal(/data folder .* is in use by another atomgit-mock.*--data/));
  const work = await clone();
  await work.commit('still here');
  await work.push();
  await inbox.next();
});

test('a data folder outlives its server', async () => {
  const { api, clone, dataFolder, settled, stop } = await start({ hook: { password: 'kept' } });
  const work = await clone();
  const sha = await work.commit('kept');
  await work.push();
  await settled();
  const { body: hooks } = await api.get(HOOKS).expect(200);
  await stop();
  const again = await start({ settings: { data: dataFolder, seed: 'none' } });
  expect((await again.api.get(HOOKS).expect(200)).body).toMatchObject([
    { id: hooks[0].id, password: 'kept', result: 'success' },
  ]);
  expect(await (await Clone.of(again.remote())).sha()).toBe(sha);
});

test('a data folder of a newer version is refused', async () => {
  const { dataFolder, stop } = await start();
  await stop();
  const database = new Database(join(dataFolder, 'atomgit-mock.sqlite'));
  database.exec("INSERT INTO migrations (timestamp, name) VALUES (9000000000000, 'Future9000000000000')");
  database.close();
  const { finished } = await refused(['--port', '0', '--data', dataFolder]);
  expect(finished).toEqual(refusal(/data folder .* was made by a newer atomgit-mock.*--data/));
});

/** A server with a receiver that leaves its delivery unanswered. */
async function withDeliveryUnderWay() {
  const data = join(await temporaryFolder(), 'data');
  const server = await ServerProcess.ready(['--port', '0', '--data', data]);
  const api = request(server.url);
  const inbox = await Inbox.open();
  const release = inbox.hold();
  const { body: hook } = await api.post(HOOKS).send({ url: inbox.url }).expect(200);
  const testHook = () => api.post(`${HOOKS}/${hook.id}/tests`).expect(204);
  await testHook();
  return { server, data, inbox, release, testHook, call: await inbox.next() };
}

const idOf = (call: Call) => call.headers['x-atomgit-delivery'];

test('a signal lets the delivery under way finish, keeps the others for the next start, and takes no new requests', async () => {
  const { server, data, inbox, release, testHook, call: first } = await withDeliveryUnderWay();
  await testHook();
  const finished = server.kill('SIGTERM');
  await closed(server.url);
  release();
  expect(await finished).toMatchObject({ code: 0, signal: null });
  expect(inbox.rest()).toEqual([]);

  const again = await start({ settings: { data } });
  const second = await inbox.next();
  await again.settled();
  const { body } = await again.api.get('/_mock/deliveries').expect(200);
  expect(body.items).toMatchObject([
    { id: idOf(second), status: 'delivered' },
    { id: idOf(first), status: 'delivered' },
  ]);
  expect(inbox.rest()).toEqual([]);
});

test('a second signal ends the server at once, and the next one sends deliveries under way again', async () => {
  const { server, data, inbox, release, call: first } = await withDeliveryUnderWay();
  const finished = server.kill('SIGINT');
  await closed(server.url);
  // At first they still count as the same stop.
  const impatience = setInterval(() => void server.kill('SIGINT'), 50);
  expect((await finished).code).toBe(130);
  clearInterval(impatience);
  release();
  await start({ settings: { data } });
  const second = await inbox.next();
  expect(idOf(second)).toBe(idOf(first));
  expect(second.text).toBe(first.text);
});

/** Resolves once the address refuses connections. */
async function closed(url: string): Promise<void> {
  try {
    for (;;) await fetch(`${url}/_mock/ready`, { headers: { Connection: 'close' } });
  } catch {
    return;
  }
}

test('--help tells of every flag and its variable, --version of the version, and both end well', async () => {
  const [help, version] = await Promise.all([refused(['--help']), refused(['--version'])]);
  const text = help.finished.stdout;
  expect(help).toMatchObject({ finished: { code: 0, stderr: '' }, written: [] });
  const flags =
    'host port data ephemeral exit-with-parent public-url auth seed log-format create-on-push retries order timeout';
  for (const flag of flags.split(' ')) {
    expect(text).toContain(`--${flag}`);
    expect(text).toContain(`ATOMGIT_MOCK_${flag.replaceAll('-', '_').toUpperCase()}`);
  }
  const file = await readFile(join(dirname(dirname(import.meta.dirname)), 'package.json'), 'utf8');
  expect(version).toMatchObject({
    finished: { code: 0, stdout: `${JSON.parse(file).version}\n`, stderr: '' },
    written: [],
  });
});
