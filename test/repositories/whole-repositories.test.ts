import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { git } from '../support/git/clone.js';
import { failingGit } from '../support/git/failing-git.js';
import { start, type Started } from '../support/server/start.js';

const INJECTION = 'Eve <e@e> 0 +0000\ndata 0\n\ncommit refs/heads/evil2\ncommitter Eve';
const as = (token: string) => ({ 'PRIVATE-TOKEN': token });

/** Every repository's folder, and what lies in staging. */
async function folders({ dataFolder }: Started): Promise<string[]> {
  const repositories = await readdir(join(dataFolder, 'repositories'), { recursive: true });
  const staged = await readdir(join(dataFolder, 'staging'));
  return [...repositories.filter((name) => name.endsWith('.git')), ...staged].sort();
}

test('a user whose name or address would not stand in a commit is refused by field and value', async () => {
  const { api } = await start();
  const users = [
    { name: 'Ada\nL' },
    { name: 'Ada <ada>' },
    { name: 'Ada\0L' },
    { name: 'Ada\u0085' },
    { name: INJECTION },
    { email: 'ada@example.com\n' },
    { email: '<ada@example.com>' },
    { email: 'ada\0@example.com' },
  ];
  for (const user of users) {
    const { body } = await api.post('/_mock/users').send({ login: 'ada', ...user });
    const [[field, value] = []] = Object.entries(user);
    const words = `${field} ${JSON.stringify(value)} is not allowed: leave out control characters, "<" and ">"`;
    expect({ code: body.error_code, words: body.error_message }).toEqual({ code: 422, words });
  }
  await api.post('/_mock/users').send({ login: 'ada', name: "Ada O'Ü, 好", email: '' }).expect(201);
});

test('a name from an older database cannot affect the content of a new repository', async () => {
  const started = await start();
  const { api, dataFolder, bare } = started;
  await api.post('/_mock/users').send({ login: 'eve', token: 'eve-token' }).expect(201);
  const database = new Database(join(dataFolder, 'atomgit-mock.sqlite'));
  database.prepare('UPDATE users SET name = ?, email = ? WHERE login = ?').run(INJECTION, 'e<\n>\0e', 'eve');
  database.close();
  await api.post('/api/v5/user/repos').set(as('eve-token')).send({ name: 'r', auto_init: true }).expect(200);
  const format = '--format=%(refname) %(authoremail) %(committername)';
  const [line, ...more] = (await git(bare('eve/r'), ['for-each-ref', format])).split('\n');
  expect(more).toEqual([]);
  expect(line).toMatch(/^refs\/heads\/master <ee> Eve e@e 0 \+0000data 0commit refs\/heads\/evil2/);
  await git(bare('eve/r'), ['fsck', '--strict']);
});

test.each([
  ['making', 'init'],
  ['first commit', 'fast-import'],
])('a repository whose %s fails is not made at all', async (_, command) => {
  const { environment, fail } = await failingGit(command);
  const started = await start({ settings: { gitEnvironment: environment, seed: 'none' } });
  const { api } = started;
  await fail();
  const wish = { name: 'half', auto_init: true };
  await api.post('/api/v5/user/repos').send(wish).expect(507);
  await api.get('/api/v5/repos/atomgit/half').expect(404);
  expect(await folders(started)).toEqual([]);
});

test('a repository has short shas and refs in files, whatever git would choose', async () => {
  const { api, bare, dataFolder } = await start({
    settings: { gitEnvironment: { PATH: process.env['PATH'] ?? '', GIT_DEFAULT_HASH: 'sha256' } },
  });
  await api.post('/api/v5/user/repos').send({ name: 'new', auto_init: true }).expect(200);
  expect(await git(bare('atomgit/new'), ['rev-parse', 'HEAD'])).toMatch(/^[0-9a-f]{40}$/);
  expect(await git(dataFolder, ['config', '--file', 'home/.gitconfig', 'init.defaultRefFormat'])).toBe(
    'files',
  );
});

test('a default branch is refused when it has too many bytes for a file, however few characters', async () => {
  const { api, bare } = await start();
  const make = (name: string, default_branch: string) =>
    api.post('/api/v5/user/repos').send({ name, default_branch, auto_init: true });
  await make('a', '分'.repeat(84)).expect(422);
  await make('b', `x/${'分'.repeat(84)}/y`).expect(422);
  const longest = ['分'.repeat(83), `${'分'.repeat(66)}/${'🌿'.repeat(62)}/${'分'.repeat(68)}`];
  for (const [index, branch] of longest.entries()) {
    await make(`c${index}`, branch).expect(200);
    expect(await git(bare(`atomgit/c${index}`), ['for-each-ref', '--format=%(refname)'])).toBe(
      `refs/heads/${branch}`,
    );
    const call = { refs: 'master', branch_name: '分'.repeat(84) };
    const { body } = await api.post(`/api/v5/repos/demo/demo/branches`).send(call).expect(422);
    expect(body.error_message).toMatch(/^branch_name "分+" is too long: 252 bytes/);
  }
  const tag = { refs: 'master', tag_name: '分'.repeat(84) };
  await api.post(`/api/v5/repos/demo/demo/tags`).send(tag).expect(422);
});
