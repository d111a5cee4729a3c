import { expect, test } from 'vitest';
import { CreatedBranchJson } from '../../apps/server/src/rest/branches/branch-json.js';
import { Clone, git } from '../support/git/clone.js';
import { rawRequest } from '../support/http/raw-request.js';
import { start, type Started } from '../support/server/start.js';

const BRANCHES = '/api/v5/repos/demo/demo/branches';
const owner = { 'PRIVATE-TOKEN': 'atomgit-token' };
const bob = { 'PRIVATE-TOKEN': 'bob-token' };

/** Who commits, and when; a minute later than the number says for the committer. */
const at = (seconds: number, offset: string) => ({
  GIT_AUTHOR_DATE: `${seconds} ${offset}`,
  GIT_COMMITTER_DATE: `${seconds + 60} ${offset}`,
});

const namesOf = (body: unknown) => (body as { name: string }[]).map(({ name }) => name);

/** The branches and what they point at, as git itself lists them. */
async function asGitLists({ bare }: Started, ...options: string[]): Promise<string[]> {
  const format = '--format=%(refname:lstrip=2) %(objectname)';
  const printed = await git(bare(), ['for-each-ref', ...options, format, 'refs/heads']);
  return printed.split('\n').filter(Boolean);
}

/** All pages of a list, one after the other. */
async function paged({ api }: Started, query: string): Promise<string[]> {
  const found: string[] = [];
  for (let page = 1; ; page++) {
    const { body } = await api.get(`${BRANCHES}?${query}&page=${page}`).expect(200);
    const entries = body as { name: string; commit: { sha: string } }[];
    if (entries.length === 0) return found;
    found.push(...entries.map(({ name, commit }) => `${name} ${commit.sha}`));
  }
}

test('branches are listed by name with their newest commits, in the documented keys', async () => {
  const { api, clone, url } = await start();
  const work = await clone();
  const sha = await work.commit('hello\n\nwörld', at(1_700_000_000, '+0800'));
  await work.push('HEAD:refs/heads/feature/x', 'HEAD:refs/heads/功能/登录', 'HEAD:refs/heads/Upper');
  const { body, text, headers } = await api.get(BRANCHES).expect(200);
  expect(namesOf(body)).toEqual(['Upper', 'feature/x', 'master', '功能/登录']);
  const [entry] = JSON.parse(text) as unknown[];
  expect(JSON.stringify(entry)).toBe(
    JSON.stringify({
      name: 'Upper',
      commit: {
        commit: {
          author: { name: 'Ada', date: '2023-11-14T22:13:20.000Z', email: 'ada@example.com' },
          committer: { name: 'Ada', date: '2023-11-14T22:14:20.000Z', email: 'ada@example.com' },
          message: 'hello\n\nwörld\n',
        },
        sha,
        url: `${url}/api/v5/repos/demo/demo/commits/${sha}`,
      },
      protected: false,
    }),
  );
  expect(headers).toMatchObject({ total_count: '4', total_page: '1' });
});

test('a branch is found by its percent-encoded name, in the documented keys', async () => {
  const { api, clone } = await start();
  const work = await clone();
  const parent = await work.sha();
  const sha = await work.commit('hello\n\nwörld', at(1_700_000_000, '-0330'));
  await work.push('HEAD:refs/heads/feature/x', 'HEAD:refs/heads/功能/登录', 'HEAD:refs/heads/a%b+c&d');
  const { text } = await api.get(`${BRANCHES}/feature%2Fx`).expect(200);
  expect(text).toBe(
    JSON.stringify({
      name: 'feature/x',
      commit: {
        id: sha,
        message: 'hello\n\nwörld\n',
        parent_ids: [parent],
        authored_date: '2023-11-14T22:13:20.000Z',
        author_name: 'Ada',
        author_iam_id: null,
        author_email: 'ada@example.com',
        author_user_name: null,
        committed_date: '2023-11-14T22:14:20.000Z',
        committer_name: 'Ada',
        committer_email: 'ada@example.com',
        committer_user_name: null,
        open_gpg_verified: null,
        verification_status: null,
        gpg_primary_key_id: null,
        short_id: sha.slice(0, 8),
        created_at: '2023-11-14T22:14:20.000Z',
        title: 'hello',
        author_avatar_url: '',
        committer_avatar_url: '',
        relate_url: null,
      },
      merged: false,
      protected: false,
      developers_can_push: false,
      developers_can_merge: false,
      can_push: true,
      default: false,
    }),
  );
  for (const name of ['功能/登录', 'a%b+c&d']) {
    const { body } = await api.get(`${BRANCHES}/${encodeURIComponent(name)}`).expect(200);
    expect(body).toMatchObject({ name, commit: { id: sha } });
  }
});

test('a branch is created from a branch, a tag or a commit, shown, listed and deleted', async () => {
  const server = await start();
  const { api, clone } = server;
  const work = await clone();
  const [master, first] = [await work.sha(), await work.sha('HEAD~1')];
  const create = async (fields: object) => {
    const { body } = await api.post(BRANCHES).send(fields).expect(200);
    return CreatedBranchJson().parse(body);
  };
  await api.post('/api/v5/repos/demo/demo/tags').send({ tag_name: 'v1', refs: first }).expect(200);
  expect(await create({ refs: 'master', branch_name: 'from-branch' })).toMatchObject({
    name: 'from-branch',
    commit: { sha: master },
    protected: false,
  });
  expect(await create({ refs: 'v1', branch_name: 'from-tag' })).toMatchObject({ commit: { sha: first } });
  expect(await create({ ref: first, branch: 'from-sha' })).toMatchObject({ commit: { sha: first } });
  expect(await create({ branch_name: 'plain' })).toMatchObject({ commit: { sha: master } });
  expect(await asGitLists(server)).toEqual([
    `from-branch ${master}`,
    `from-sha ${first}`,
    `from-tag ${first}`,
    `master ${master}`,
    `plain ${master}`,
  ]);
  const shown = await api.get(`${BRANCHES}/from-tag`).expect(200);
  expect(shown.body).toMatchObject({ name: 'from-tag', commit: { id: first }, merged: true, default: false });
  expect(await paged(server, 'per_page=2')).toHaveLength(5);

  const refusals: readonly (readonly [object, number, string])[] = [
    [{ refs: 'master', branch_name: 'plain' }, 409, '"plain" exists in demo/demo'],
    [{ refs: 'master' }, 422, 'branch_name is missing'],
    [{ refs: 'master', branch_name: 'a..b' }, 422, '"a..b"'],
    [{ refs: 'nowhere', branch_name: 'x' }, 422, '"nowhere"'],
  ];
  for (const [fields, status, words] of refusals)
    expect((await api.post(BRANCHES).send(fields).expect(status)).body.error_message).toContain(words);
  await api.delete(`${BRANCHES}/from-tag`).expect(204);
  await api.get(`${BRANCHES}/from-tag`).expect(404);
  await api.delete(`${BRANCHES}/from-tag`).expect(404);
  expect(await asGitLists(server)).toHaveLength(4);
});

test('a branch tells whether it is the default branch and whether that has all of it', async () => {
  const { api, clone } = await start();
  const work = await clone();
  await work.push('HEAD:refs/heads/same', 'HEAD~1:refs/heads/older');
  await work.commit('more');
  await work.push('HEAD:refs/heads/newer');
  const facts = async (name: string) => {
    const { body } = await api.get(`${BRANCHES}/${name}`).expect(200);
    return { merged: body.merged, default: body.default };
  };
  expect(await facts('master')).toEqual({ merged: true, default: true });
  expect(await facts('same')).toEqual({ merged: true, default: false });
  expect(await facts('older')).toEqual({ merged: true, default: false });
  expect(await facts('newer')).toEqual({ merged: false, default: false });
});

test('pages of branches fit together, in either direction', async () => {
  const started = await start();
  const { api, clone, url } = started;
  const work = await clone();
  await work.push(...['a', 'b', 'c', 'd'].map((name) => `HEAD:refs/heads/${name}`));
  const { body, headers } = await api.get(`${BRANCHES}?per_page=2&page=2&access_token=t`).expect(200);
  expect(namesOf(body)).toEqual(['c', 'd']);
  expect(headers).toMatchObject({ total_count: '5', total_page: '3' });
  const link = (page: number, relation: string) =>
    `<${url}${BRANCHES}?per_page=2&page=${page}>; rel="${relation}"`;
  expect(headers['link']).toBe(
    [link(1, 'first'), link(1, 'prev'), link(3, 'next'), link(3, 'last')].join(', '),
  );
  const all = await asGitLists(started);
  expect(await paged(started, 'per_page=2')).toEqual(all);
  expect(await paged(started, 'per_page=2&direction=desc')).toEqual(all.toReversed());
  expect((await api.get(`${BRANCHES}?page=4&per_page=2`).expect(200)).body).toEqual([]);
  expect((await api.get(`${BRANCHES}?page=999999999999999&per_page=100`).expect(200)).body).toEqual([]);
});

test('branches can be listed by the time of their newest commits', async () => {
  const { api, clone } = await start();
  const work = await clone();
  for (const [name, seconds] of Object.entries({
    old: 1_000_000_000,
    'new/b': 1_800_000_000,
    mid: 1_600_000_000,
  })) {
    await work.commit(name, at(seconds, '+0000'));
    await work.push(`HEAD:refs/heads/${name}`);
  }
  await work.push('HEAD:refs/heads/mid-too');
  const names = async (query: string) => namesOf((await api.get(`${BRANCHES}?${query}`).expect(200)).body);
  expect(await names('sort=updated')).toEqual(['old', 'master', 'mid', 'mid-too', 'new/b']);
  expect(await names('sort=updated&direction=desc')).toEqual(['new/b', 'mid', 'mid-too', 'master', 'old']);
  expect(await names('sort=updated&per_page=2&page=2')).toEqual(['mid', 'mid-too']);
  expect(await names('sort=updated&per_page=2&page=4')).toEqual([]);
});

test('branches are the same whether they are loose, packed, or both', async () => {
  const started = await start();
  const { clone, bare } = started;
  const work = await clone();
  const names = ['a', 'b/one', 'b/two', 'b-c', 'm', 'n/o/p', 'z', '名/一', '🎉', '\uff5e'];
  await work.push(...names.map((name) => `HEAD:refs/heads/${name}`));
  const same = async () => {
    const all = await asGitLists(started);
    for (const size of [1, 3, 100]) {
      expect(await paged(started, `per_page=${size}`)).toEqual(all);
      expect(await paged(started, `per_page=${size}&direction=desc`)).toEqual(all.toReversed());
    }
    return all.length;
  };
  expect(await same()).toBe(11);
  await git(bare(), ['pack-refs', '--all']);
  expect(await same()).toBe(11);

  await work.commit('more');
  await work.push(
    'HEAD:refs/heads/m',
    'HEAD:refs/heads/b/two',
    'HEAD:refs/heads/between',
    'HEAD:refs/heads/0',
  );
  await work.push('--delete', 'z', 'n/o/p');
  await work.push('HEAD:refs/heads/n/o');
  expect(await same()).toBe(12);
  await git(bare(), ['pack-refs', '--all']);
  expect(await same()).toBe(12);
  await work.push('--delete', 'm', 'n/o');
  expect(await same()).toBe(10);
});

test('hundreds of branches are paged as a few are', async () => {
  const started = await start();
  const { bare } = started;
  const tip = await git(bare(), ['rev-parse', 'HEAD']);
  const numbers = Array.from({ length: 500 }, (_, number) => number);
  await git(bare(), [
    'fetch',
    '--quiet',
    '.',
    ...numbers.map((number) => `${tip}:refs/heads/many/${number}`),
  ]);
  const page = (number: number) =>
    started.api.get(`${BRANCHES}?per_page=100&page=${number}`).expect('total_count', '501').expect(200);
  const before = (await page(3)).body;
  expect(before).toHaveLength(100);
  await git(bare(), ['pack-refs', '--all']);
  expect((await page(3)).body).toEqual(before);
  expect(await paged(started, 'per_page=100')).toEqual(await asGitLists(started));
});

test('a repository without commits has no branches', async () => {
  const { api } = await start();
  await api.post('/api/v5/user/repos').send({ name: 'empty' }).expect(200);
  for (const query of ['', '?sort=updated', '?direction=desc&page=2']) {
    const { body, headers } = await api.get(`/api/v5/repos/atomgit/empty/branches${query}`).expect(200);
    expect(body).toEqual([]);
    expect(headers).toMatchObject({ total_count: '0', total_page: '1' });
  }
  await api.get('/api/v5/repos/atomgit/empty/branches/master').expect(404);
});

test('a repository with the name of a deleted one has none of its branches', async () => {
  const { api, clone, bare, remote } = await start();
  const work = await clone();
  await work.push('HEAD:refs/heads/old');
  await git(bare(), ['pack-refs', '--all']);
  expect((await api.get(BRANCHES).expect(200)).body).toHaveLength(2);
  await api.delete('/api/v5/repos/demo/demo').expect(204);
  await api.get(BRANCHES).expect(404);
  const fresh = await Clone.empty(remote());
  await fresh.commit('first');
  await fresh.push('HEAD:refs/heads/new');
  expect(namesOf((await api.get(BRANCHES).expect(200)).body)).toEqual(['new']);
});

test('a branch with a commit in another encoding is listed like the others', async () => {
  const { api, clone } = await start();
  const work = await clone();
  await work.git(
    '-c',
    'i18n.commitEncoding=ISO-8859-1',
    'commit',
    '--allow-empty',
    '--quiet',
    '-m',
    'caf\u00e9',
  );
  await work.push('HEAD:refs/heads/latin');
  const [latin] = (await api.get(BRANCHES).expect(200)).body;
  expect(latin).toMatchObject({ name: 'latin', commit: { sha: await work.sha() } });
  expect((await api.get(`${BRANCHES}/latin`).expect(200)).body.commit.id).toBe(await work.sha());
});

test('invalid queries are refused with the field and its value', async () => {
  const { api } = await start();
  const refused = async (query: string) =>
    (await api.get(`${BRANCHES}?${query}`).expect(422)).body.error_message;
  expect(await refused('sort=age')).toBe('sort must be one of name, updated, but is "age"');
  expect(await refused('direction=up')).toBe('direction must be one of asc, desc, but is "up"');
  expect(await refused('page=0')).toMatch(/^page .*"0"/);
  expect(await refused('sort=name&sort=name')).toMatch(/^sort .*a list/);
  const missing = await api.get(`${BRANCHES}/no%2Fthing`).expect(404);
  expect(missing.body.error_message).toBe('Branch "no/thing" does not exist in demo/demo');
  await api.get('/api/v5/repos/no/thing/branches').expect(404);
});

test('no name of a branch makes the server fail', async () => {
  const { url, clone } = await start();
  const work = await clone();
  await work.push('HEAD:refs/heads/feature/x');
  const odd = [
    '--output=x',
    'a..b',
    ':/x',
    '@{u}',
    '@',
    'HEAD',
    'HEAD^{/x}',
    'master~1',
    'feature',
    'feature/',
    '/master',
    '../../HEAD',
    '../../packed-refs',
    'refs/heads/master',
    'master.lock',
    '.',
    'a b',
    '*',
    '\\',
    'a\nb',
    '\0',
    'x'.repeat(1_000),
    'x/'.repeat(500),
    '名'.repeat(300),
    await work.sha(),
    '__proto__',
    '%',
  ];
  for (const name of odd) {
    const { status } = await rawRequest(url, { path: `${BRANCHES}/${encodeURIComponent(name)}` });
    expect.soft(status, JSON.stringify(name)).toBe(404);
  }
  for (const path of [`${BRANCHES}/%ZZ`, `${BRANCHES}/%C3%28`, `${BRANCHES}/%ED%A0%80`]) {
    expect.soft((await rawRequest(url, { path })).status, path).toBe(400);
  }
});

test('on a strict server branches need read access to the repository', async () => {
  const { api } = await start({ settings: { auth: 'strict' } });
  await api
    .post('/_mock/users')
    .set('PRIVATE-TOKEN', 'atomgit-token')
    .send({ login: 'bob', token: 'bob-token' })
    .expect(201);
  for (const path of [BRANCHES, `${BRANCHES}/master`]) {
    await api.get(path).expect(401);
    await api.get(path).set(bob).expect(404);
    await api.get(path).set(owner).expect(200);
  }
  const grant = (permission: string) =>
    api.put('/api/v5/repos/demo/demo/collaborators/bob').set(owner).send({ permission }).expect(200);
  await grant('pull');
  expect((await api.get(`${BRANCHES}/master`).set(bob).expect(200)).body.can_push).toBe(false);
  await grant('push');
  expect((await api.get(`${BRANCHES}/master`).set(bob).expect(200)).body.can_push).toBe(true);
});
