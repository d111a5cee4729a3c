import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Clone, git } from '../support/git/clone.js';
import { addUser, as, fork, hearing, owner, REPOS, startWithFork } from '../support/merge-requests/forks.js';
import { pull, startWithRequest, eventLines } from '../support/merge-requests/merge-requests.js';
import { start } from '../support/server/start.js';

const DEMO = `${REPOS}/demo/demo`;

/** What somebody who asks git about a repository sees. */
const refsOf = (remote: string) => git('/', ['ls-remote', '--symref', remote]);

/** How many names each file of a bare repository's objects has. */
async function objectLinks(bare: string): Promise<number[]> {
  const entries = await readdir(join(bare, 'objects'), { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => /\.pack$|\/[0-9a-f]{38}$/.test(file));
  return (await Promise.all(files.map((file) => stat(file)))).map(({ nlink }) => nlink);
}

test("a fork goes to the caller's namespace or the given one, under the given names", async () => {
  const server = await start();
  const { api, url } = server;
  const { body } = await fork(server, 'atomgit').expect(200);
  expect(body).toEqual({
    id: 2,
    full_name: 'atomgit/demo',
    human_name: 'atomgit / demo',
    url: `${url}/api/v5/repos/atomgit/demo`,
    namespace: {
      id: expect.any(Number),
      name: 'atomgit',
      path: 'atomgit',
      develop_mode: 'normal',
      cell: 'default',
      kind: 'user',
      full_path: 'atomgit',
      full_name: 'atomgit',
      visibility_level: 20,
      enable_file_control: false,
    },
    path: 'demo',
    name: 'demo',
    description: expect.any(String),
    private: true,
    public: false,
    fork: true,
    html_url: `${url}/atomgit/demo`,
    web_url: `${url}/atomgit/demo`,
    ssh_url_to_repo: 'git@127.0.0.1:atomgit/demo.git',
    http_url_to_repo: `${url}/atomgit/demo.git`,
    default_branch: 'master',
  });
  const cases = [
    [{ path: 'copy' }, 'atomgit/copy', 'atomgit / copy'],
    [{ name: 'other' }, 'atomgit/other', 'atomgit / other'],
    [{ name: '好的', path: 'good' }, 'atomgit/good', 'atomgit / 好的'],
    [{ namespace: 'team' }, 'team/demo', 'team / demo'],
  ] as const;
  for (const [fields, full_name, human_name] of cases) {
    const answer = await fork(server, 'atomgit', fields).expect(200);
    expect(answer.body).toMatchObject({ full_name, human_name });
  }
  const taken = [{}, { path: 'COPY' }, { organization: 'Team' }, { organization: 'demo' }];
  for (const fields of taken) {
    const refused = await fork(server, 'atomgit', fields).expect(409);
    expect(refused.body.error_message).toContain('already exists');
  }
  await fork(server, 'atomgit', { path: 'a/b' }).expect(422);
  await fork(server, 'atomgit', {}, 'no/thing').expect(404);

  const list = await api.get(`${DEMO}/forks?per_page=2&page=2`).expect(200);
  expect(list.headers).toMatchObject({ total_count: '5', total_page: '3' });
  expect(list.body.map(({ full_name }: { full_name: string }) => full_name)).toEqual([
    'atomgit/other',
    'atomgit/good',
  ]);
  const [listed] = (await api.get(`${DEMO}/forks`).expect(200)).body;
  const namespace = (name: string, type: string) => ({
    id: expect.any(Number),
    type,
    name,
    path: name,
    html_url: `${url}/${name}`,
  });
  const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00$/);
  expect(listed).toEqual({
    id: 2,
    full_name: 'atomgit/demo',
    human_name: 'atomgit / demo',
    url: `${url}/api/v5/repos/atomgit/demo`,
    namespace: namespace('atomgit', 'user'),
    description: expect.any(String),
    status: '开始',
    created_at: time,
    updated_at: time,
    owner: { id: expect.anything(), login: 'atomgit', name: 'atomgit' },
    pushed_at: time,
    parent: {
      id: 1,
      full_name: 'demo/demo',
      human_name: 'demo / demo',
      url: `${url}/api/v5/repos/demo/demo`,
      namespace: namespace('demo', 'group'),
    },
    private: true,
    public: false,
  });
  expect((await api.get(DEMO)).body).toMatchObject({ fork: false, forks_count: 5 });
  expect((await api.get(`${REPOS}/team/demo`)).body).toMatchObject({ fork: true, forks_count: 0 });
});

test('forks are chosen by their time, sorted by it, and shown with their status', async () => {
  const server = await start({ settings: { clock: new Date('2024-11-09T10:00:00Z') } });
  const { api } = server;
  for (const organization of ['one', 'two', 'three']) {
    await fork(server, 'atomgit', { organization }).expect(200);
    await api.post('/_mock/clock/advance').send({ by: '24h' }).expect(200);
  }
  await api.put('/api/v5/org/two/repo/demo/status').send({ status: 2 }).expect(200);
  const listed = async (query: string) => {
    const { body, headers } = await api.get(`${DEMO}/forks?${query}`).expect(200);
    const forks: { full_name: string; status: string }[] = body;
    expect(headers.total_count).toBe(String(forks.length));
    return forks.map((each) => [each.full_name.replace('/demo', ''), each.status].join(' '));
  };
  const [one, two, three] = ['one 开始', 'two 关闭', 'three 开始'];
  for (const sort of ['', 'oldest', 'stargazers', 'WATCHERS'])
    expect(await listed(`sort=${sort}`)).toEqual([one, two, three]);
  expect(await listed('sort=newest')).toEqual([three, two, one]);
  expect(await listed('created_after=2024-11-10T10:00:00Z')).toEqual([two, three]);
  expect(await listed('created_before=2024-11-10T18:00:00%2B08:00')).toEqual([one, two]);
  expect(await listed('created_after=2024-11-10&created_before=2024-11-11&sort=newest')).toEqual([two]);
  await api.get(`${DEMO}/forks?created_after=yesterday`).expect(422);
  await api.get(`${DEMO}/forks?sort=size`).expect(422);
});

test('a fork has the branches, tags and default branch of its parent, but neither its requests nor its hooks', async () => {
  const server = await startWithRequest();
  const { api, work, bare, remote } = server;
  await git(bare(), ['symbolic-ref', 'HEAD', 'refs/heads/feature']);
  await work.git('tag', '--annotate', '--message', 'one', 'v1', 'origin/master');
  await work.push('v1', 'HEAD:refs/heads/with/slash', 'HEAD:refs/other/thing');
  await pull(server);
  await fork(server, 'atomgit').expect(200);
  const parent = (await refsOf(remote())).split('\n');
  expect(parent.filter((line) => line.includes('refs/merge-requests/1/'))).toHaveLength(2);
  const shared = parent.filter((line) => !/refs\/(merge-requests|other)\//.test(line));
  expect(await refsOf(remote('atomgit/demo'))).toBe(shared.join('\n'));
  expect((await api.get(`${REPOS}/atomgit/demo`)).body.default_branch).toBe('feature');
  expect((await api.get(`${REPOS}/atomgit/demo/hooks`).expect(200)).body).toEqual([]);
  expect((await api.get(`${REPOS}/atomgit/demo/pulls`).expect(200)).body).toEqual([]);

  await eventLines(server);
  const ofFork = await hearing(server, 'atomgit/demo');
  const clone = await server.clone('atomgit/demo');
  await clone.commit('mine alone');
  await clone.push('HEAD:refs/heads/mine');
  expect([await eventLines(ofFork), await eventLines(server)]).toEqual([['push mine'], []]);
  await work.push('HEAD:refs/heads/theirs');
  expect([await eventLines(ofFork), await eventLines(server)]).toEqual([[], ['push theirs']]);
});

test('an empty repository can be forked, and its fork takes a first push', async () => {
  const server = await start();
  const { api, remote } = server;
  await api.post('/api/v5/user/repos').send({ name: 'new', default_branch: 'trunk' }).expect(200);
  await fork(server, 'atomgit', { organization: 'team' }, 'atomgit/new').expect(200);
  expect((await api.get(`${REPOS}/team/new`)).body).toMatchObject({ fork: true, default_branch: 'trunk' });
  const ofFork = await hearing(server, 'team/new');
  const work = await Clone.empty(remote('team/new'), 'trunk');
  await work.commit('first');
  await work.push('trunk');
  expect(await eventLines(ofFork)).toEqual(['push trunk']);
  expect(await refsOf(remote('atomgit/new'))).toBe('');
});

test('a fork shares the files of its objects with its parent, and loses nothing when the parent is deleted', async () => {
  const server = await startWithFork();
  const { api, bare, remote, work, head } = server;
  await fork(server, 'atomgit').expect(200);
  await fork(server, 'atomgit', { organization: 'team' }, 'bob/demo').expect(200);
  const links = await objectLinks(bare('atomgit/demo'));
  expect(links.length).toBeGreaterThan(0);
  // Its own, its parent's, those of two other forks, and one for a reset.
  expect(new Set(links)).toEqual(new Set([5]));
  expect(Math.min(...(await objectLinks(bare('team/demo'))))).toBeGreaterThan(1);

  await api.delete(DEMO).expect(204);
  expect(new Set(await objectLinks(bare('atomgit/demo')))).toEqual(new Set([4]));
  expect((await api.get(`${REPOS}/bob/demo`)).body).toMatchObject({ fork: false, forks_count: 1 });
  const more = await work.commitFile('more.txt', 'after the parent\n');
  await work.push('feature');
  await api.delete(`${REPOS}/atomgit/demo`).expect(204);
  for (const [name, tip] of Object.entries({ 'bob/demo': more, 'team/demo': head })) {
    expect(await git(bare(name), ['fsck', '--full', '--strict'])).toBe('');
    const fresh = await Clone.of(remote(name), '--branch', 'feature');
    expect([await fresh.sha(), await fresh.git('status', '--porcelain')]).toEqual([tip, '']);
  }
});

test("a strict server forks readable repositories into the caller's own namespace only, and lists only readable forks", async () => {
  const server = await start({ settings: { auth: 'strict' } });
  const { api } = server;
  await addUser(server, 'bob');
  const mayRead = () => api.put(`${DEMO}/collaborators/bob`).set(owner).send({ permission: 'pull' });
  await fork(server, 'bob').expect(404);
  await api.get(`${DEMO}/forks`).set(as('bob')).expect(404);
  await api.post(`${DEMO}/forks`).send({}).expect(401);
  await mayRead().expect(200);
  await fork(server, 'bob', { organization: 'demo' }).expect(403);
  await fork(server, 'bob', { organization: 'atomgit' }).expect(403);
  await fork(server, 'bob').expect(200);
  await fork(server, 'bob', { organization: 'bobs-team' }).expect(200);
  const answer = await api.get(`${REPOS}/bob/demo`).set(as('bob')).expect(200);
  expect(answer.body).toMatchObject({ private: true, fork: true, owner: { login: 'bob' } });
  await api.get(`${REPOS}/bob/demo`).set(owner).expect(404);

  const listed = async (headers: Record<string, string>) => {
    const list = await api.get(`${DEMO}/forks`).set(headers).expect(200);
    return [list.headers.total_count, list.body.map((each: { full_name: string }) => each.full_name)];
  };
  expect(await listed(as('bob'))).toEqual(['2', ['bob/demo', 'bobs-team/demo']]);
  expect(await listed(owner)).toEqual(['0', []]);
});
