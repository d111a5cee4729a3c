import { expect, test } from 'vitest';
import { start } from '../support/server/start.js';

const namesOf = (body: unknown) => (body as { full_name: string }[]).map(({ full_name: name }) => name);
const loginsOf = (body: unknown) => (body as { login: string }[]).map(({ login }) => login);

/** What there is none of here. */
const EMPTY = [
  'user/starred',
  'user/subscriptions',
  'users/lin/followers',
  'users/lin/following',
  'users/lin/starred',
  'users/lin/subscriptions',
  'user/followers',
  'user/following',
  'notifications',
  'notifications/threads',
];

test('searches find users and readable repositories', async () => {
  const { api, url } = await start();
  await api.post('/_mock/users').send({ login: 'lin', name: 'Lin Yu', token: 'lin-token' }).expect(201);
  const asLin = { 'PRIVATE-TOKEN': 'lin-token' };
  await api.post('/api/v5/user/repos').set(asLin).send({ name: 'zeta', description: 'Tools' }).expect(200);
  await api.post('/api/v5/user/repos').set(asLin).send({ name: 'alpha', private: true }).expect(200);

  const user = await api.get('/api/v5/users/LIN').expect(200);
  expect(user.body).toMatchObject({ login: 'lin', name: 'Lin Yu', url: `${url}/api/v5/users/lin` });
  await api.get('/api/v5/users/nobody').expect(404);

  const own = await api
    .get('/api/v5/user/repos?per_page=1')
    .set(asLin)
    .expect('total_count', '2')
    .expect(200);
  expect(namesOf(own.body)).toEqual(['lin/alpha']);
  expect(own.body[0]).toMatchObject({ private: true, permission: { pull: true, push: true, admin: true } });
  const newest = await api.get('/api/v5/users/lin/repos?sort=created&direction=desc').expect(200);
  expect(namesOf(newest.body)).toEqual(['lin/alpha', 'lin/zeta']);
  const hidden = await api.get('/api/v5/user/repos?visibility=private').set(asLin).expect(200);
  expect(namesOf(hidden.body)).toEqual(['lin/alpha']);

  const found = await api.get('/api/v5/search/repositories?q=tool').expect(200);
  expect(namesOf(found.body)).toEqual(['lin/zeta']);
  const percent = await api.get('/api/v5/search/repositories?q=%25').expect(200);
  expect(percent.body).toEqual([]);
  expect(loginsOf((await api.get('/api/v5/search/users?q=lin%20y').expect(200)).body)).toEqual(['lin']);
  for (const login of ['ci_bot', 'cixbot']) await api.post('/_mock/users').send({ login }).expect(201);
  expect(loginsOf((await api.get('/api/v5/search/users?q=CI_Bot').expect(200)).body)).toEqual(['ci_bot']);
  expect((await api.get('/api/v5/search/users?q=%25').expect(200)).body).toEqual([]);
  await api.get('/api/v5/search/users').expect(422);
  await api.get('/api/v5/user/repos?sort=colour').expect(422);

  for (const path of ['emails', 'user/emails'])
    expect((await api.get(`/api/v5/${path}`).set(asLin).expect(200)).body).toEqual([
      { email: 'lin@atomgit.com', state: 'confirmed' },
    ]);
  const namespace = await api.get('/api/v5/user/namespace?path=lin').expect(200);
  expect(namespace.body).toMatchObject({ path: 'lin', type: 'user' });
  await api.get('/api/v5/user/namespace?path=none').expect(404);
  expect((await api.get('/api/v5/user/namespaces').set(asLin).expect(200)).body).toEqual([namespace.body]);
  for (const path of EMPTY) await api.get(`/api/v5/${path}`).expect('total_count', '0').expect(200, []);
});

test('in strict, lists show only readable repositories', async () => {
  const { api } = await start({ settings: { auth: 'strict' } });
  const asOwner = { 'PRIVATE-TOKEN': 'atomgit-token' };
  const asLin = { 'PRIVATE-TOKEN': 'lin-token' };
  await api.post('/_mock/users').set(asOwner).send({ login: 'lin', token: 'lin-token' }).expect(201);
  await api.post('/api/v5/orgs/acme/repos').set(asOwner).send({ name: 'hidden', private: true }).expect(200);
  const seen = async () => namesOf((await api.get('/api/v5/orgs/acme/repos').set(asLin).expect(200)).body);
  expect(await seen()).toEqual([]);
  await api.get('/api/v5/repos/acme/hidden').set(asLin).expect(404);
  await api.post('/api/v5/orgs/acme/memberships/lin').set(asLin).send({}).expect(403);
  await api.post('/api/v5/orgs/acme/memberships/lin').set(asOwner).send({ permission: 'push' }).expect(200);
  expect(await seen()).toEqual(['acme/hidden']);
  await api.get('/api/v5/repos/acme/hidden/hooks').set(asLin).expect(403);
  await api.put('/api/v5/orgs/acme/memberships/lin').set(asOwner).send({ permission: 'admin' }).expect(200);
  await api.get('/api/v5/repos/acme/hidden/hooks').set(asLin).expect(200);
  const mine = await api.get('/api/v5/user/repos?type=member').set(asLin).expect(200);
  expect(namesOf(mine.body)).toEqual(['acme/hidden']);
  await api.delete('/api/v5/user/memberships/orgs/acme').set(asLin).expect(204);
  expect(await seen()).toEqual([]);
});

test('an organisation has a profile and members, and answers 404 for other users', async () => {
  const { api, url } = await start();
  await api.post('/_mock/users').send({ login: 'lin' }).expect(201);
  await api.get('/api/v5/orgs/acme').expect(404);
  const homepage = 'https://acme.example';
  const made = await api.post('/api/v5/orgs/acme/repos').send({ name: 'tools', homepage }).expect(200);
  const unset = { empty_repo: null, starred: null, owner: null, creator: null, item_type: null };
  const namespace = { kind: 'group', path: 'acme', region: null, cell: 'default', parent_id: null };
  expect(made.body).toMatchObject({ full_name: 'acme/tools', homepage, namespace, ...unset });
  const [listed] = (await api.get('/api/v5/orgs/acme/repos').expect(200)).body;
  expect(listed).toMatchObject({ homepage, gitee: { star: 0, fork: 0, watch: 0 } });
  for (const time of [listed.created_at, listed.updated_at, listed.pushed_at])
    expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+]00:00$/);
  await api.post('/api/v5/orgs/acme/repos').send({}).expect(422);
  await api.post('/api/v5/orgs/acme/repos').send({ name: 'odd', public: 3 }).expect(422);
  const inner = { name: 'inner', public: 2, has_issues: '0', has_wiki: 'false' };
  const second = await api.post('/api/v5/orgs/acme/repos').send(inner).expect(200);
  expect(second.body).toMatchObject({ visibility: 'internal', private: false, public: false, homepage: '' });
  const found = await api.get('/api/v5/orgs/acme/repos?type=internal').expect(200);
  expect(found.body).toMatchObject([{ name: 'inner', has_issue: false, has_issues: false }]);
  await api.delete('/api/v5/repos/acme/inner').expect(204);
  const organisation = await api.get('/api/v5/orgs/acme').expect(200);
  expect(organisation.body).toMatchObject({
    login: 'acme',
    name: 'acme',
    repos_url: `${url}/api/v5/orgs/acme/repos`,
  });
  await api.patch('/api/v5/orgs/acme').send({ name: 'Acme', description: 'Makes things' }).expect(200);
  expect((await api.get('/api/v5/orgs/acme')).body).toMatchObject({
    name: 'Acme',
    description: 'Makes things',
  });

  await api.get('/api/v5/orgs/acme/members/lin').expect(404);
  await api.post('/api/v5/orgs/acme/memberships/lin').send({ permission: 'push' }).expect(200);
  const member = await api.get('/api/v5/orgs/acme/members/lin').expect(200);
  expect(member.body).toMatchObject({ path: 'acme', user: { login: 'lin' } });
  const members = await api.get('/api/v5/orgs/acme/members').expect('total_count', '2').expect(200);
  expect(loginsOf(members.body)).toEqual(['atomgit', 'lin']);
  expect(loginsOf((await api.get('/api/v5/orgs/acme/members?role=admin')).body)).toEqual(['atomgit']);
  await api.put('/api/v5/enterprises/acme/members/lin').send({ role: 'admin' }).expect(200);
  expect((await api.get('/api/v5/enterprises/acme/members/lin')).body).toMatchObject({
    role: 'admin',
    active: true,
  });
  await api.post('/api/v5/orgs/acme/memberships/lin').send({}).expect(200);
  const { body: refusal } = await api.put('/api/v5/enterprises/acme/members/lin').send({}).expect(422);
  expect(refusal.error_message).toBe('role is missing');
  const people = await api.get('/api/v5/enterprises/acme/members?role=admin&per_page=1').expect(200);
  expect(people.headers['total_count']).toBe('2');
  expect(people.body).toMatchObject([{ user: { login: 'atomgit' }, role: 'admin', active: true }]);
  for (const list of ['followers', 'events', 'customized_roles'])
    expect((await api.get(`/api/v5/orgs/acme/${list}`).expect(200)).body).toEqual([]);
  expect(loginsOf((await api.get('/api/v5/users/lin/orgs').expect(200)).body)).toEqual(['acme']);
  for (const address of ['/api/v5/users/orgs', '/api/v5/user/orgs'])
    expect(loginsOf((await api.get(address).expect(200)).body)).toEqual(['acme', 'demo']);
  const page = await api.get('/acme').expect('content-type', 'text/plain; charset=utf-8').expect(200);
  expect(page.text).toBe(`acme\nAcme\nMakes things\n\nacme/tools  ${url}/acme/tools\n`);
  await api.get('/nobody').expect(404);
  const own = await api.get('/api/v5/user/memberships/orgs/acme').expect(200);
  expect(own.body).toMatchObject({ role: 'admin', organization: { login: 'acme' } });
  expect((await api.get('/api/v5/orgs/acme/memberships/atomgit').expect(200)).body).toEqual(own.body);
  await api.delete('/api/v5/orgs/acme/memberships/lin').expect(200, {});
  await api.delete('/api/v5/orgs/acme/memberships/lin').expect(404);
  await api.delete('/api/v5/user/memberships/orgs/acme').expect(409);
});

test('an organisation is made by name, path or org, and belongs to the caller', async () => {
  const { api } = await start({ settings: { auth: 'strict' } });
  const admin = { 'PRIVATE-TOKEN': 'atomgit-token' };
  await api.post('/_mock/users').set(admin).send({ login: 'lin', token: 'lin-token' }).expect(201);
  const asLin = { 'PRIVATE-TOKEN': 'lin-token' };
  const make = (fields: object) => api.post('/api/v5/orgs').set(asLin).send(fields);
  const made = { org: 'works', name: 'Works 工', description: 'Makes things', visibility: 'public' };
  expect((await make(made).expect(200)).body).toMatchObject({
    login: 'works',
    name: 'Works 工',
    description: 'Makes things',
  });
  await make({ path: 'other', description: null }).expect(200);
  await make({ name: 'third' }).expect(200);
  const paths = async (at: string) =>
    ((await api.get(at).set(asLin).expect(200)).body as { path: string }[]).map(({ path }) => path);
  expect(await paths('/api/v5/users/orgs?admin=true')).toEqual(['other', 'third', 'works']);
  expect(await paths('/api/v5/user/namespaces?per_page=2')).toEqual(['lin', 'other']);
  await api.post('/api/v5/orgs/works/repos').set(asLin).send({ name: 'tools' }).expect(200);
  for (const [fields, status] of [
    [{ path: 'works' }, 409],
    [{ path: 'a/b' }, 422],
    [{ description: 'x' }, 422],
  ] as const)
    await make(fields).expect(status);
  await api.post('/api/v5/orgs').send({ path: 'nobodys' }).expect(401);
});

test('collaborators are listed, asked for and changed', async () => {
  const { api } = await start();
  await api.post('/_mock/users').send({ login: 'lin' }).expect(201);
  const at = '/api/v5/repos/demo/demo/collaborators';
  await api.get(`${at}/lin`).expect(404);
  await api.put(`${at}/lin`).send({ permission: 'pull' }).expect(200);
  expect((await api.get(`${at}/lin`).expect(200)).body).toEqual({
    message: 'lin is a collaborator of demo/demo',
  });
  expect((await api.get(`${at}/lin/permission`)).body).toMatchObject({ login: 'lin', permission: 'pull' });
  const member = await api
    .put('/api/v5/repos/demo/demo/members/lin')
    .send({ permission: 'admin' })
    .expect(200);
  expect(member.body.permissions).toEqual({ admin: true, push: true, customized: false, pull: true });
  const all = await api.get(at).expect('total_count', '2').expect(200);
  expect(loginsOf(all.body).at(-1)).toBe('lin');
  expect(all.body.at(-1)).toMatchObject({ username: 'lin', permissions: { admin: true } });
  await api.delete(`${at}/lin`).expect(204);
  await api.get(`${at}/lin`).expect(404);
  await api.put('/api/v5/repos/demo/demo/members/lin').send({ permission: 'push' }).expect(200);
  await api.delete('/api/v5/repos/demo/demo/members/lin').expect(204);
  await api.get(`${at}/lin`).expect(404);
  await api.put(`${at}/lin`).send({ permission: 'everything' }).expect(422);
});

test('everybody can ask what they may do in a repository', async () => {
  const { api } = await start({ settings: { auth: 'strict' } });
  const asOwner = { 'PRIVATE-TOKEN': 'atomgit-token' };
  await api.post('/_mock/users').set(asOwner).send({ login: 'lin', token: 'lin-token' }).expect(201);
  const at = '/api/v5/repos/demo/demo/collaborators';
  const may = async (headers: Record<string, string>) => {
    const { body } = await api.get(`${at}/self-permission`).set(headers).expect(200);
    const points = (
      body.resource_trees as { scope: string; actions: { action: string; selected: boolean }[] }[]
    )
      .flatMap(({ scope, actions }) => actions.map((each) => ({ ...each, name: `${scope}:${each.action}` })))
      .filter(({ selected }) => selected)
      .map(({ name }) => name);
    return { role: body.role_info as unknown, points };
  };
  expect(await may(asOwner)).toMatchObject({
    role: { cn_name: '管理员', access_level: 50 },
    points: expect.arrayContaining(['repo:delete', 'pr:merge', 'issue:create']),
  });
  const asLin = { 'PRIVATE-TOKEN': 'lin-token' };
  await api.get(`${at}/self-permission`).set(asLin).expect(404);
  await api.put(`${at}/lin`).set(asOwner).send({ permission: 'pull' }).expect(200);
  const reader = await may(asLin);
  expect(reader.points).toContain('issue:create');
  expect(reader.points).not.toContain('code:push');
  await api.put(`${at}/lin`).set(asOwner).send({ permission: 'push' }).expect(200);
  const developer = await may(asLin);
  expect(developer).toMatchObject({ role: { cn_name: '开发者' } });
  expect(developer.points).toContain('pr:merge');
  expect(developer.points).not.toContain('repo:setting');
});

test('a user changes their name and address, and sees where they may have repositories', async () => {
  const { api } = await start();
  const changed = await api.patch('/api/v5/user').send({ nickname: 'Atom', email: 'a@b.cn' }).expect(200);
  expect(changed.body).toMatchObject({ login: 'atomgit', name: 'Atom', email: 'a@b.cn' });
  expect((await api.patch('/api/v5/user').send({ company: 'x' }).expect(200)).body).toEqual(changed.body);
  await api.patch('/api/v5/user').send({ nickname: 'A <b>' }).expect(422);
  expect((await api.get('/api/v5/user').expect(200)).body).toEqual(changed.body);
  await api.post('/api/v5/orgs/acme/repos').send({ name: 'one' }).expect(200);
  const namespaces = (await api.get('/api/v5/user/namespaces').expect(200)).body as { path: string }[];
  expect(namespaces.map(({ path }) => path)).toEqual(['atomgit', expect.any(String), expect.any(String)]);
});

test('public keys are added, listed and removed, each by one user only', async () => {
  const { api, url } = await start();
  await api.post('/_mock/users').send({ login: 'lin', token: 'lin-token' }).expect(201);
  const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJx0VYtzJ0Y6zQf4aV1mX0m8m4l3yq5W4m7mJ8t5x1kA me@host';
  const added = await api.post('/api/v5/user/keys').send({ title: 'Laptop', key }).expect(200);
  const { id } = added.body;
  expect(added.body).toEqual({
    id,
    title: 'Laptop',
    key,
    created_at: expect.stringMatching(/\+00:00$/),
    url: `${url}/api/v5/user/keys/${id}`,
  });
  await api.get(`/api/v5/user/keys/${id}`).expect(200, [added.body]);
  await api.get(`/api/v5/user/keys/${id}`).set('PRIVATE-TOKEN', 'lin-token').expect(404);
  await api
    .post('/api/v5/user/keys')
    .set('PRIVATE-TOKEN', 'lin-token')
    .send({ title: 'Mine', key })
    .expect(409);
  await api.post('/api/v5/user/keys').send({ title: 'Bad', key: 'rm -rf /' }).expect(422);
  await api.get('/api/v5/user/keys').expect('total_count', '1').expect(200, [added.body]);
  await api.delete(`/api/v5/user/keys/${id}`).expect(204);
  await api.delete(`/api/v5/user/keys/${id}`).expect(404);
});
