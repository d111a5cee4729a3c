import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { dirname, join, relative } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { Clone } from '../support/git/clone.js';
import { rawRequest } from '../support/http/raw-request.js';
import { start, type Started } from '../support/server/start.js';

const REFS = 'info/refs?service=git-receive-pack';

/** Every folder of the data folder and beside it, without git's own below a repository. */
async function folders({ dataFolder }: Started): Promise<string[]> {
  const top = dirname(dataFolder);
  const entries = await readdir(top, { withFileTypes: true, recursive: true });
  return (
    entries
      .filter((entry) => entry.isDirectory())
      .map((entry) => relative(top, join(entry.parentPath, entry.name)))
      .filter((folder) => !/\.git\//.test(folder))
      // What a reset goes back to is copied before the first write.
      .filter((folder) => !folder.startsWith('data/snapshots'))
      .sort()
  );
}

/** Asks what a push would start from, then pushes nothing: whatever can be made by a push is made by that. */
async function tryToPush(url: string, path: string): Promise<number[]> {
  const advertised = await rawRequest(url, { path: `${path}/${REFS}` });
  const pushed = await rawRequest(url, {
    method: 'POST',
    path: `${path}/git-receive-pack`,
    headers: { 'Content-Type': 'application/x-git-receive-pack-request', 'Content-Length': '4' },
    body: '0000',
  });
  const fetched = await rawRequest(url, { path: `${path}/info/refs?service=git-upload-pack` });
  return [advertised.status, pushed.status, fetched.status];
}

test('letters, digits, dots, underscores and dashes make a name', async () => {
  const { url, remote, api } = await start();
  const names = ['a', 'Z9', '_', '_a-b.c', '0-', 'a..b', 'x.gitx', 'lock', 'git', 'x'.repeat(100)];
  for (const name of names) {
    const refs = await rawRequest(url, { path: `/${name}/${name}.git/${REFS}` });
    expect({ name, status: refs.status }).toEqual({ name, status: 200 });
  }
  const work = await Clone.empty(remote(`_a-b.c/${'x'.repeat(100)}`));
  await work.commit('hello');
  await work.push('master');
  expect(await work.git('ls-remote', 'origin', 'refs/heads/master')).toContain(await work.sha());
  await api.get(`/api/v5/repos/_a-b.c/${'x'.repeat(100)}`).expect(200);
});

test('a name that is not allowed is refused in words, and makes nothing', async () => {
  const server = await start();
  const before = await folders(server);
  const names = [
    '-a',
    '.a',
    '..',
    '...',
    'a.git.git',
    'a.lock',
    'a.LOCK',
    'a.GIT',
    'x'.repeat(101),
    'a b',
    'ü',
    'a~b',
    'a:b',
    '~',
    '%',
    '$(id)',
    "a'b",
  ];
  for (const name of names.map(encodeURIComponent)) {
    for (const path of [`/${name}/fine.git`, `/fine/${name}.git`]) {
      const statuses = await tryToPush(server.url, path);
      expect({ path, statuses }).toEqual({ path, statuses: [422, 422, 404] });
    }
  }
  const work = await Clone.empty(server.remote('fine/a.lock'));
  await work.commit('hello');
  await expect(work.push('master')).rejects.toThrow(/"a.lock" is not allowed: use letters/);
  expect(await folders(server)).toEqual(before);
});

test("the server's own addresses are no owners", async () => {
  const server = await start();
  const before = await folders(server);
  for (const owner of ['api', 'API', '_mock', '_sink']) {
    expect(await tryToPush(server.url, `/${owner}/fine.git`)).toEqual([422, 422, 404]);
  }
  expect(await folders(server)).toEqual(before);
});

test('a login that is not allowed is refused as a login', async () => {
  const { api } = await start();
  for (const login of ['user@host', '_mock']) {
    const { body } = await api.post('/_mock/users').send({ login }).expect(422);
    expect(body.message).toMatch(new RegExp(`^login "${login}" is `));
  }
});

test('names that differ only in case are the same repository', async () => {
  const server = await start({ hook: { push_events: true } });
  const { inbox, api, url, remote } = server;
  const before = await folders(server);
  const work = await Clone.of(remote('DEMO/Demo'));
  const after = await work.commit('hello');
  await work.push('master');
  expect((await inbox.next()).body).toMatchObject({
    after,
    repository: { name: 'demo', homepage: `${url}/demo/demo` },
  });
  expect((await api.get('/api/v5/repos/Demo/DEMO').expect(200)).body).toMatchObject({
    full_name: 'demo/demo',
  });
  expect(await folders(server)).toEqual(before);

  const other = await Clone.empty(remote('Some/Thing'));
  await other.commit('hello');
  await other.push('master');
  await other.git('push', '--quiet', remote('sOME/tHING'), 'master:refs/heads/other');
  expect(await other.git('ls-remote', '--heads', remote('some/thing'))).toMatch(/master\n.*other$/);
  expect(await folders(server)).toEqual(
    [...before, 'data/repositories/Some', 'data/repositories/Some/Thing.git'].sort(),
  );
});

test('a repository is called as it was made, whatever the case of later addresses', async () => {
  const { api, remote } = await start();
  const work = await Clone.empty(remote('Some/Thing'));
  await work.commit('hello');
  await work.push('master');
  await api.post('/api/v5/user/repos').send({ name: 'Mine' }).expect(200);
  await api.post('/api/v5/user/repos').send({ name: 'mine' }).expect(409);
  expect((await api.get('/api/v5/repos/some/thing')).body).toMatchObject({ full_name: 'Some/Thing' });
});

test('no spelling of a path leads out of the repositories folder', async () => {
  const server = await start();
  const before = await folders(server);
  const up = [
    '..',
    '%2e%2e',
    '.%2E',
    '%2e.',
    '..%2f..',
    '%2e%2e%2f%2e%2e',
    '..\\..',
    '..%5c..',
    '%2e%2e%5c',
    '..%00',
    '%00',
    '%252e%252e',
    '..;',
    '%c0%ae%c0%ae',
    '%ef%bc%8e%ef%bc%8e',
    '.',
    '%2e',
    '',
    '%2f',
    '%2fetc',
    'a%2f..%2f..%2fb',
    'C:%5cx',
    '~root',
    '%',
    '%zz',
    '%f0%28',
  ];
  const paths = up.flatMap((part) => [
    `/${part}/escaped.git`,
    `/escaped/${part}`,
    `/escaped/${part}.git`,
    `/demo/${part}/escaped.git`,
    `/${part}/${part}/escaped`,
    `/demo/demo.git/${part}/escaped`,
  ]);
  const more = [
    '//demo/demo.git',
    '/demo//demo.git',
    '/demo/demo.git/',
    '/demo/demo.git//',
    '/',
    '//',
    '/demo',
    '/demo/',
    '/demo/.git',
  ];
  for (const path of [...paths, ...more]) {
    for (const status of await tryToPush(server.url, path)) {
      expect({ path, status, isRefused: status >= 400 && status < 500 }).toMatchObject({ isRefused: true });
    }
  }
  expect(await folders(server)).toEqual(before);
});

test('files of a repository cannot be read, only fetched', async () => {
  const { url } = await start();
  const files = [
    'HEAD',
    'config',
    'objects/info/packs',
    'hooks/pre-receive',
    '../../../atomgit-mock.db',
    '..%2f..%2f..%2fhooks%2frecord-push.sh',
    'info/refs',
    'info/refs?service=git-upload-archive',
    'git-upload-archive',
  ];
  for (const file of files) {
    const { status } = await rawRequest(url, { path: `/demo/demo.git/${file}` });
    expect({ file, isRefused: status >= 400 && status < 500 }).toEqual({ file, isRefused: true });
  }
});

test('an address of any length is refused, not stumbled over', async () => {
  const server = await start();
  const before = await folders(server);
  for (const length of [101, 255, 256, 2_048, 2_049, 5_000, 20_000]) {
    const name = 'x'.repeat(length);
    for (const path of [`/${name}/fine.git`, `/fine/${name}.git`, `/fine/${'..%2f'.repeat(length / 5)}x`]) {
      for (const status of await tryToPush(server.url, path)) {
        expect({ length, status, isRefused: status >= 400 && status < 500 }).toMatchObject({
          isRefused: true,
        });
      }
    }
  }
  expect(await folders(server)).toEqual(before);
});

test('bytes that no address may have are refused', async () => {
  const server = await start();
  const before = await folders(server);
  const { hostname, port } = new URL(server.url);
  for (const path of [
    '/a\0b/x.git',
    '/\xff\xfe/x.git',
    '/a\tb/x.git',
    'http://elsewhere/../x.git',
    '*',
    '../../x.git',
  ]) {
    const socket = connect(Number(port), hostname);
    const request = `GET ${path}/${REFS} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`;
    socket.end(Buffer.from(request, 'latin1'));
    expect({ path, answer: (await text(socket)).slice(0, 10) }).toEqual({
      path,
      answer: expect.stringMatching(/^HTTP\/1\.1 4/),
    });
  }
  expect(await folders(server)).toEqual(before);
});

test('git cannot be talked into an address outside either', async () => {
  const server = await start();
  const before = await folders(server);
  const work = await Clone.empty(server.remote());
  await work.commit('hello');
  const paths = [
    '..%2f..%2fescaped.git',
    'a/..%2f..%2f..%2fescaped.git',
    '%2e%2e/%2e%2e/escaped.git',
    'a/b/c/escaped.git',
    'demo//escaped.git',
    '.git/hooks',
    'a/%00.git',
  ];
  for (const path of paths) {
    await expect(work.git('push', '--quiet', `${server.url}/${path}`, 'master')).rejects.toThrow(
      /fatal|error/,
    );
  }
  expect(await folders(server)).toEqual(before);
});
