import { expect, test } from 'vitest';
import { git } from '../support/git/clone.js';
import { start } from '../support/server/start.js';

const COMMITS = '/_mock/repositories/demo/demo/commits';
const NEWEST = ['log', '-1', '--format=%an|%ae|%ad|%cn|%ce|%cd|%s', '--date=raw'];

test('a posted commit is pushed: git has it, its event is recorded, hooks get it', async () => {
  const { api, inbox, bare, refs } = await start({ hook: { push_events: true } });
  const before = (await refs('refs/heads/master')).slice(0, 40);
  const files = {
    'docs/a "b"\nc.md': 'text',
    'bin/run': {
      content: Buffer.from('#!/bin/sh\0').toString('base64'),
      encoding: 'base64',
      executable: true,
    },
  };
  const order = {
    files,
    message: 'Write files',
    author: { name: 'Ada', email: 'ada@example.com' },
    date: '2019-01-01T08:08:00+08:00',
  };
  const { body } = await api.post(COMMITS).send(order).expect(201);
  expect(body).toMatchObject({ branch: 'master', before, parents: [before] });
  expect(await git(bare(), [...NEWEST, 'master'])).toBe(
    'Ada|ada@example.com|1546301280 +0800|atomgit|email@atomgit.com|1546301280 +0800|Write files',
  );
  const entries = (await git(bare(), ['ls-tree', '-rz', 'master'])).split('\0');
  expect(entries.map((entry) => entry.replace(/ blob .{40}/, ''))).toEqual([
    '100644\tREADME.md',
    '100755\tbin/run',
    '100644\tdocs/a "b"\nc.md',
    '',
  ]);
  expect(await git(bare(), ['cat-file', 'blob', body.files['bin/run']])).toBe('#!/bin/sh\0');
  await git(bare(), ['fsck', '--strict']);
  const call = await inbox.next();
  expect(call.headers['x-atomgit-event']).toBe('Push Hook');
  expect(call.body).toMatchObject({
    before,
    after: body.sha,
    commits: [{ id: body.sha, message: 'Write files\n', timestamp: '2019-01-01T08:08:00+08:00' }],
  });
});

test('commits follow each other on a branch that the first one makes, remove files and folders, and keep modes', async () => {
  const { api, bare } = await start();
  const commit = async (order: object) =>
    (
      await api
        .post(COMMITS)
        .send({ branch: 'feature/x', ...order })
        .expect(201)
    ).body;
  const paths = async () =>
    (await git(bare(), ['ls-tree', '-r', '--format=%(objectmode) %(path)', 'feature/x'])).split('\n');
  await commit({ files: { run: { content: 'a', executable: true }, 'docs/a': '1', 'docs/b': '2' } });
  const second = await commit({ files: { run: 'b', 'docs/a': null } });
  expect(await paths()).toEqual(['100644 README.md', '100644 docs/b', '100755 run']);
  await commit({ files: { docs: null, run: null, 'run/me': 'c' } });
  expect(await paths()).toEqual(['100644 README.md', '100644 run/me']);
  await commit({ files: { 'run/me': null, run: 'd' } });
  const empty = await commit({});
  expect(await paths()).toEqual(['100644 README.md', '100644 run']);
  expect(await git(bare(), ['log', '--format=%s', 'master..feature/x'])).toBe(
    'Empty commit\nDelete run/me and 1 more\nDelete docs and 2 more\nUpdate run and 1 more\nUpdate run and 2 more',
  );
  const merge = await commit({ parents: ['feature/x', second.sha, 'master'], message: 'Merge' });
  expect(merge.parents[0]).toBe(empty.sha);
  const stale = await api
    .post(COMMITS)
    .send({ branch: 'feature/x', parents: [second.sha] })
    .expect(409);
  expect(stale.body.message).toContain(merge.sha);
  expect((await commit({ parents: [second.sha], force: true })).before).toBe(merge.sha);
});

test('an empty repository takes its first commit, and one that is not there is made with its owner', async () => {
  const { api, bare } = await start();
  const path = '/_mock/repositories/ada/tool';
  const fields = {
    owner_kind: 'user',
    default_branch: 'trunk',
    visibility: 'private',
    description: 'A tool',
  };
  const made = (await api.put(path).send(fields).expect(200)).body;
  expect(made).toMatchObject({ full_name: 'ada/tool', private: true, owner: { login: 'ada' } });
  expect((await api.put(path).send({ visibility: 'public' }).expect(200)).body).toEqual(made);
  const first = await api
    .post(`${path}/commits`)
    .send({ files: { a: 'b' }, as: 'ada' })
    .expect(201);
  expect(first.body).toMatchObject({ branch: 'trunk', parents: [], before: '0'.repeat(40) });
  expect(await git(bare('ada/tool'), ['log', '--format=%an %H', 'trunk'])).toBe(`ada ${first.body.sha}`);
  await api.put('/_mock/repositories/team/first').send({}).expect(200);
  // What to make of an owner that is not there says nothing of one that is.
  await api.put('/_mock/repositories/team/other').send({ owner_kind: 'user' }).expect(200);
  const { body } = await api.get('/api/v5/repos/team/other').expect(200);
  expect(body).toMatchObject({ enterprise: { type: 'group' }, owner: { login: 'atomgit' } });
});

test('an invalid commit is refused with the reason, and nothing has changed', async () => {
  const { api, refs } = await start();
  const before = await refs();
  const refused = async (status: number, order: object, reason: string) => {
    const { body } = await api.post(COMMITS).send(order).expect(status);
    expect(body.message).toContain(reason);
  };
  const paths = [
    '',
    '/a',
    'a/',
    'a//b',
    '../a',
    'a/./b',
    '.git/config',
    'a/.GIT/x',
    'GIT~1/x',
    'a\\.git\\x',
    '.g\u200cit/x',
  ];
  for (const path of paths) await refused(422, { files: { [path]: 'x' } }, `path ${JSON.stringify(path)}`);
  await refused(422, { files: { 'x\0': '' } }, 'U+0000');
  await refused(422, { files: { ['x'.repeat(256)]: '' } }, '255 bytes');
  await refused(422, { files: { nothing: null } }, 'there is nothing of that name');
  await refused(422, { files: { 'README.md/x': '' } }, 'is a file');
  await refused(422, { files: { a: '', 'a/b': '' } }, 'is a folder');
  await refused(422, { files: { a: { content: 'ä', encoding: 'base64' } } }, 'content is not base64');
  await refused(422, { files: { a: { text: 'x' } } }, 'files.a');
  await refused(422, { file: {} }, 'has no field "file"');
  await refused(422, { files: 5 }, 'files must be an object');
  await refused(422, { date: 'soon' }, 'date must be a time');
  await refused(422, { author: { name: 'a<b' } }, 'name "a<b" is not allowed');
  await refused(422, { branch: 'a..b' }, 'branch "a..b"');
  await refused(422, { parents: ['0'.repeat(40)] }, 'is not a commit of demo/demo');
  await refused(422, { parents: ['master', 'master'] }, 'twice');
  await refused(409, { branch: 'master/x' }, 'in its way');
  await refused(404, { as: 'nobody' }, '"nobody" does not exist');
  expect(await refs()).toBe(before);
});

test('commits at once to one branch all arrive, one on the other', async () => {
  const { api, refs, bare } = await start();
  const numbers = Array.from({ length: 12 }, (_, number) => number);
  await Promise.all(
    numbers.map((number) =>
      api
        .post(COMMITS)
        .send({ files: { [`f${number}`]: '' } })
        .expect(201),
    ),
  );
  expect((await git(bare(), ['ls-tree', '--name-only', 'master'])).split('\n')).toHaveLength(13);
  expect(await git(bare(), ['rev-list', '--count', 'master'])).toBe('14');
  expect((await refs()).split('\n')).toHaveLength(1);
});

test('a file of many megabytes fits into a commit', async () => {
  const { api, bare } = await start();
  const content = 'x'.repeat(8 * 1024 * 1024);
  const { body } = await api
    .post(COMMITS)
    .send({ files: { large: content } })
    .expect(201);
  expect(await git(bare(), ['cat-file', '-s', body.files.large])).toBe(String(content.length));
});

test('in strict, committing needs push access, and committing as somebody else the administration', async () => {
  const { api } = await start({ settings: { auth: 'strict' } });
  const owner = { 'PRIVATE-TOKEN': 'atomgit-token' };
  await api.post('/_mock/users').set(owner).send({ login: 'eve', token: 'eve-token' }).expect(201);
  await api.post(COMMITS).send({}).expect(401);
  await api.post(COMMITS).set('PRIVATE-TOKEN', 'eve-token').send({}).expect(404);
  await api.post(COMMITS).set(owner).send({ as: 'eve', files: 7 }).expect(404);
  await api.post('/_mock/repositories/demo/mine').set('PRIVATE-TOKEN', 'eve-token').send({}).expect(404);
  await api.put('/_mock/repositories/demo/mine').set('PRIVATE-TOKEN', 'eve-token').send({}).expect(403);
  const { body } = await api.post(COMMITS).set(owner).send({}).expect(201);
  expect(body.branch).toBe('master');

  const eve = { 'PRIVATE-TOKEN': 'eve-token' };
  const collaborators = '/api/v5/repos/demo/demo/collaborators';
  const asAnother = () => api.post(COMMITS).set(eve).send({ as: 'atomgit' });
  await asAnother().expect(404);
  await api.put(`${collaborators}/eve`).set(owner).send({ permission: 'push' }).expect(200);
  await api.post(COMMITS).set(eve).send({}).expect(201);
  await asAnother().expect(403);
  await api.put(`${collaborators}/eve`).set(owner).send({ permission: 'admin' }).expect(200);
  await asAnother().expect(201);
});
