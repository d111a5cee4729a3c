import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Clone, git } from '../support/git/clone.js';
import { rawRequest } from '../support/http/raw-request.js';
import { start } from '../support/server/start.js';

const REPOSITORIES = '/api/v5/user/repos';
const HEX_ID = /^[0-9a-f]{24}$/;
const ERROR_KEYS = ['error_code', 'error_code_name', 'error_message', 'trace_id', 'message'];

test("the caller's own user is shown in the documented keys", async () => {
  const { api, url } = await start();
  const { body } = await api.get('/api/v5/user').expect(200);
  expect(Object.entries(body)).toEqual([
    ['avatar_url', ''],
    ['followers_url', `${url}/api/v5/users/atomgit/followers`],
    ['html_url', `${url}/atomgit`],
    ['id', expect.stringMatching(HEX_ID)],
    ['login', 'atomgit'],
    ['name', 'atomgit'],
    ['type', 'User'],
    ['url', `${url}/api/v5/users/atomgit`],
    ['bio', ''],
    ['blog', ''],
    ['company', ''],
    ['email', 'email@atomgit.com'],
    ['followers', 0],
    ['following', 0],
    ['top_languages', []],
  ]);
});

test('a server without the demo still has a user with a login', async () => {
  const { api } = await start({ settings: { seed: 'none' } });
  expect((await api.get('/api/v5/user').expect(200)).body.login).not.toBe('');
  await api.get('/api/v5/repos/demo/demo').expect(404);
});

test('in strict the token identifies the user', async () => {
  const { api } = await start({ settings: { auth: 'strict' } });
  await api
    .post('/_mock/users')
    .set('PRIVATE-TOKEN', 'atomgit-token')
    .send({ login: 'Ada', name: 'Ada L.', token: 'adas' })
    .expect(201);
  const { body } = await api.get('/api/v5/user').set('PRIVATE-TOKEN', 'adas').expect(200);
  expect(body).toMatchObject({ login: 'Ada', name: 'Ada L.' });
  await api.post(REPOSITORIES).set('PRIVATE-TOKEN', 'adas').send({ name: 'own' }).expect(200);
  await api.get('/api/v5/repos/ada/own').set('PRIVATE-TOKEN', 'adas').expect(200);
  await api.get('/api/v5/user').expect(401, { message: '401 Unauthorized' });
});

test.each(['json', 'form'])(
  'a repository created with a %s body can be cloned, pushed to and looked at',
  async (type) => {
    const { api, url, remote } = await start();
    const { body } = await api
      .post(REPOSITORIES)
      .type(type)
      .send({ name: 'tools', description: '工具', auto_init: true, private: false, has_wiki: true })
      .expect(200);
    expect(Object.keys(body)).toEqual([
      'id',
      'full_name',
      'human_name',
      'url',
      'namespace',
      'path',
      'name',
      'description',
      'private',
      'public',
      'visibility',
      // Not in the reference, but where a client goes next.
      'html_url',
      'web_url',
      'ssh_url_to_repo',
      'http_url_to_repo',
      'default_branch',
    ]);
    expect(body).toMatchObject({
      full_name: 'atomgit/tools',
      human_name: 'atomgit / tools',
      url: `${url}/api/v5/repos/atomgit/tools`,
      namespace: { name: 'atomgit', path: 'atomgit', kind: 'user', full_path: 'atomgit' },
      path: 'tools',
      name: 'tools',
      description: '工具',
      private: false,
      public: true,
      visibility: 'public',
      html_url: `${url}/atomgit/tools`,
      http_url_to_repo: `${url}/atomgit/tools.git`,
      default_branch: 'master',
    });
    const { body: shown } = await api.get('/api/v5/repos/atomgit/tools').expect(200);
    expect(shown).toMatchObject({
      id: body.id,
      description: '工具',
      default_branch: 'master',
      http_url_to_repo: `${url}/atomgit/tools.git`,
      ssh_url_to_repo: 'git@127.0.0.1:atomgit/tools.git',
      web_url: `${url}/atomgit/tools`,
      private: false,
      public: true,
    });
    const work = await Clone.of(remote('atomgit/tools'));
    expect(await readFile(join(work.folder, 'README.md'), 'utf8')).toContain('tools');
    expect(await work.git('rev-parse', '--abbrev-ref', 'HEAD')).toBe('master');
    await work.commit('hello');
    await work.push();
  },
);

test('a repository without auto_init is empty and takes a first push', async () => {
  const { api, remote } = await start();
  await api.post(REPOSITORIES).send({ name: 'empty' }).expect(200);
  expect(await git('/', ['ls-remote', remote('atomgit/empty')])).toBe('');
  const work = await Clone.empty(remote('atomgit/empty'));
  const sha = await work.commit('first');
  await work.push('master');
  expect(await git('/', ['ls-remote', remote('atomgit/empty'), 'master'])).toContain(sha);
});

test("a repository's name, description and visibility are in its payloads", async () => {
  const { api, inbox, hook, remote, url } = await start();
  const fields = { name: '我的 项目', path: 'my-project', description: 'über «all»', private: 'true' };
  const { body } = await api.post(REPOSITORIES).send(fields).expect(200);
  expect(body).toMatchObject({
    full_name: 'atomgit/my-project',
    path: 'my-project',
    name: '我的 项目',
    description: 'über «all»',
    private: true,
    public: false,
    visibility: 'private',
  });
  await api.post(REPOSITORIES).send({ name: 'open', private: 0 }).expect(200);
  for (const path of ['my-project', 'open']) {
    await hook({ url: inbox.url }, `/api/v5/repos/atomgit/${path}/hooks`);
    const work = await Clone.empty(remote(`atomgit/${path}`));
    await work.commit('first');
    await work.push('master');
  }
  const [hidden, open] = await inbox.several(2);
  expect(hidden?.body).toMatchObject({
    project_id: body.id,
    repository: {
      name: '我的 项目',
      url: 'git@127.0.0.1:atomgit/my-project.git',
      description: 'über «all»',
      homepage: `${url}/atomgit/my-project`,
      visibility_level: 0,
    },
  });
  expect(open?.body).toMatchObject({ repository: { name: 'open', description: '', visibility_level: 20 } });
});

test('the default branch can be chosen', async () => {
  const { api, remote } = await start();
  await api
    .post(REPOSITORIES)
    .send({ name: 'trunk', default_branch: 'trunk/main', auto_init: 1 })
    .expect(200);
  const { body } = await api.get('/api/v5/repos/atomgit/trunk').expect(200);
  expect(body.default_branch).toBe('trunk/main');
  const work = await Clone.of(remote('atomgit/trunk'));
  expect(await work.git('rev-parse', '--abbrev-ref', 'HEAD')).toBe('trunk/main');
  for (const branch of ['a b', '-x', 'x..y', 'x.lock', 'x~1', '../x', '/x', 'x/']) {
    const refused = await api.post(REPOSITORIES).send({ name: 'other', default_branch: branch }).expect(422);
    expect(refused.body.error_message).toContain(`default_branch ${JSON.stringify(branch)}`);
  }
});

test('a name that is taken is refused with 409, in any case, and the first repository stays', async () => {
  const { api, remote } = await start();
  const { body: first } = await api.post(REPOSITORIES).send({ name: 'Tools', auto_init: true }).expect(200);
  for (const name of ['Tools', 'tools', 'TOOLS']) {
    const { body } = await api.post(REPOSITORIES).send({ name, auto_init: true }).expect(409);
    expect(body).toMatchObject({ error_code: 409, error_code_name: 'CONFLICT' });
    expect(body.error_message).toContain(`"atomgit/${name}" already exists`);
  }
  const { body } = await api.get('/api/v5/repos/atomgit/tools').expect(200);
  expect(body).toMatchObject({ id: first.id, path: 'Tools' });
  await Clone.of(remote('atomgit/tools'));
});

test('a repository without a valid name is refused with the reason', async () => {
  const { api } = await start();
  const refused = async (body: object | string) =>
    (await api.post(REPOSITORIES).send(body).expect(422)).body.error_message;
  expect.soft(await refused({})).toMatch(/^name is missing/);
  expect.soft(await refused({ name: '' })).toMatch(/^name is missing/);
  expect.soft(await refused({ name: null, description: 'x' })).toMatch(/^name is missing/);
  for (const name of [
    'a b',
    'a/b',
    '../etc',
    '..',
    '.hidden',
    '-rf',
    'x.git',
    'x.lock',
    '名',
    'a\u0000b',
    'a\n',
  ]) {
    expect.soft(await refused({ name })).toMatch(/^name /);
    expect.soft(await refused({ name })).toContain(JSON.stringify(name));
    expect.soft(await refused({ name: 'fine', path: name })).toMatch(/^path /);
  }
  expect(await refused({ name: 'x'.repeat(101) })).toMatch(/^name has 101 characters; at most 100/);
  expect(await refused({ name: true })).toMatch(/^name must be text, but is true/);
  expect(await refused({ name: 'fine', private: 'maybe' })).toMatch(/^private .*"maybe"/);
  expect(await refused({ name: 'fine', auto_init: [] })).toMatch(/^auto_init must be true/);
  await api.get('/api/v5/repos/atomgit/fine').expect(404);
});

test('a repository is found in any case of its name, in the documented keys', async () => {
  const { api, url } = await start();
  const { body, text } = await api.get('/api/v5/repos/demo/demo').expect(200);
  for (const path of ['DEMO/Demo', 'Demo/dEMO', 'demo/demo.git']) {
    expect((await api.get(`/api/v5/repos/${path}`).expect(200)).text).toBe(text);
  }
  expect(Object.keys(body)).toEqual([
    'id',
    'full_name',
    'human_name',
    'url',
    'namespace',
    'path',
    'name',
    'description',
    'status',
    'ssh_url_to_repo',
    'http_url_to_repo',
    'web_url',
    'readme_url',
    'created_at',
    'updated_at',
    'creator',
    'members',
    'forks_count',
    'stargazers_count',
    'project_labels',
    'license',
    'internal',
    'open_issues_count',
    'watchers_count',
    'assignees_number',
    'enterprise',
    'default_branch',
    'fork',
    'owner',
    'assigner',
    'issue_template_source',
    'private',
    'public',
    // Not in the reference.
    'html_url',
  ]);
  expect(body).toMatchObject({
    full_name: 'demo/demo',
    url: `${url}/api/v5/repos/demo/demo`,
    created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00$/),
    creator: { id: expect.stringMatching(HEX_ID), username: 'atomgit' },
    owner: { id: expect.stringMatching(HEX_ID), login: 'atomgit', name: 'atomgit', type: 'User' },
  });
});

test('a deleted repository is gone, and a new one of the same name is empty', async () => {
  const { api, hook, remote, clone } = await start();
  const { body: old } = await api.post(REPOSITORIES).send({ name: 'phoenix', auto_init: true }).expect(200);
  const hooks = '/api/v5/repos/atomgit/phoenix/hooks';
  const hookId = await hook({ url: 'http://127.0.0.1:9/' }, hooks);
  const work = await clone('atomgit/phoenix');

  const deleted = await api.delete('/api/v5/repos/AtomGit/Phoenix').type('json').expect(204);
  expect(deleted.text).toBe('');
  await api.get('/api/v5/repos/atomgit/phoenix').expect(404);
  await api.delete('/api/v5/repos/atomgit/phoenix').expect(404);
  await api.get(hooks).expect(404);
  await api.get(`${hooks}/${hookId}`).expect(404);
  await expect(work.git('fetch')).rejects.toMatchObject({
    stderr: expect.stringMatching(/not found|does not exist/),
  });

  const { body: young } = await api.post(REPOSITORIES).send({ name: 'phoenix' }).expect(200);
  expect(young.id).toBeGreaterThan(old.id);
  expect((await api.get(hooks).expect(200)).body).toEqual([]);
  expect(await git('/', ['ls-remote', remote('atomgit/phoenix')])).toBe('');
});

test('a deleted repository delivers nothing more', async () => {
  const { api, inbox, hookId, clone, settled } = await start({ hook: {} });
  const release = inbox.hold();
  const work = await clone();
  await work.commit('one');
  await work.push();
  await inbox.next();
  await work.commit('two');
  await work.push();
  await api.delete('/api/v5/repos/demo/demo').expect(204);
  release();
  await settled();
  expect(inbox.rest()).toEqual([]);
  const { body } = await api.get(`/_mock/deliveries?hook=${hookId}`).expect(200);
  expect(body.items).toMatchObject([{ status: 'cancelled' }, { status: 'delivered' }]);
});

test('invalid requests are answered in the documented form of errors', async () => {
  const { api, url } = await start();
  const large = JSON.stringify({ name: 'x'.repeat(2 * 1024 * 1024) });
  const calls = [
    [400, api.post(REPOSITORIES).type('json').send('{"name": "x"')],
    [400, api.post(REPOSITORIES).type('json').send("{'name': 'x'}")],
    [404, api.get('/api/v5/nowhere')],
    [404, api.post('/api/v5/repos/demo/demo/nothing').send({})],
    [404, api.put('/')],
    [404, api.put('/api/v5/user').send({})],
    [404, api.get('/api/v5/repos/demo/nothing')],
    [413, api.post(REPOSITORIES).type('json').send(large)],
    [413, api.post(REPOSITORIES).type('form').send(`name=${large}`)],
    [422, api.post(REPOSITORIES).send([])],
  ] as const;
  for (const [status, call] of calls) {
    const { body } = await call.expect(status).expect('Content-Type', /^application\/json/);
    expect(Object.keys(body)).toEqual(ERROR_KEYS);
    expect(body).toMatchObject({ error_code: status, message: body.error_message });
    expect(body.trace_id).toMatch(/^[0-9a-f]{32}$/);
  }
  for (const path of ['/api/v5/repos/demo/%ZZ', '/api/v5/repos/demo/demo/hooks/%', '/%E0%A4%A/x']) {
    const answer = await rawRequest(url, { path });
    expect.soft(answer.status, path).toBe(400);
    expect.soft(Object.keys(JSON.parse(answer.text)), path).toEqual(ERROR_KEYS);
  }
});

/** Deep enough to break recursion that is not looked after. */
const DEEP = `${'{"url":'.repeat(20_000)}1${'}'.repeat(20_000)}`;

const NASTY_BODIES = [
  '',
  'null',
  'true',
  '42',
  '-0',
  '1e999',
  '"text"',
  '[]',
  '[[]]',
  '[{"url":"http://127.0.0.1:9/"}]',
  '{"url":{}}',
  '{"url":["http://127.0.0.1:9/"]}',
  '{"__proto__":{"url":"http://127.0.0.1:9/"}}',
  '{"constructor":{"prototype":{"url":"x"}}}',
  '{"url":"http://127.0.0.1:9/","__proto__":null}',
  '{"url":"http://127.0.0.1:9/","password":1e999}',
  '{"url":"http://127.0.0.1:9/","push_events":1e400}',
  '{"url":"http://127.0.0.1:9/","encryption_type":9007199254740993}',
  '{"url":"http://127.0.0.1:9/","encryption_type":-1}',
  '{"url":"http://127.0.0.1:9/","timeout":"999999999999999999999h"}',
  '{"url":"http://127.0.0.1:9/","timeout":-1}',
  '{"url":"http://127.0.0.1:9/","timeout":{}}',
  '{"url":"http://127.0.0.1:9/","events":{"length":5}}',
  '{"url":"http://127.0.0.1:9/","events":[null]}',
  '{"url":"http://[::1"}',
  '{"url":"http://%00/"}',
  '{"url":"http://xn--/"}',
  '{"url":"http://\\ud800/"}',
  '{"url":"http://127.0.0.1:9/\\ud800","password":"\\udfff"}',
  '{"name":"\\ud800"}',
  '{"name":"nasty","description":{"a":1}}',
  '{"name":"nasty","default_branch":"\\u0000"}',
  '{"name":"nasty","default_branch":["master"]}',
  DEEP,
  '['.repeat(50_000),
  '{"a":'.repeat(50_000),
];

const NASTY_PATHS = [
  '/api/v5/repos/..%2F..%2Fetc/passwd',
  '/api/v5/repos/../../../etc/passwd',
  '/api/v5/repos/demo/..',
  '/api/v5/repos/demo/%2e%2e/hooks',
  '/api/v5/repos/demo/%00',
  '/api/v5/repos/demo%00/demo/hooks',
  '/api/v5/repos/demo/demo/hooks/99999999999999999999999999',
  '/api/v5/repos/demo/demo/hooks/-1',
  '/api/v5/repos/demo/demo/hooks/0x10',
  '/api/v5/repos/demo/demo/hooks/1e3',
  '/api/v5/repos/demo/demo/hooks/NaN',
  '/api/v5/repos/demo/demo/hooks/__proto__',
  '/api/v5/repos/__proto__/constructor',
  '/api/v5/repos/demo/demo/hooks/%ZZ',
  '/api/v5/repos/demo/demo/hooks?page[]=1&page[a]=2',
  '/api/v5/repos/demo/demo/hooks?page=1&page=2',
  '/api/v5/repos/demo/demo/hooks?access_token[]=x&__proto__=y',
  '/api/v5/repos/demo/demo/hooks?page=%ZZ',
  '/api/v5/repos/demo/demo/hooks?%E0%A4%A',
  `/api/v5/repos/demo/${'x'.repeat(3000)}`,
  `/api/v5/repos/demo/demo/hooks/${'9'.repeat(3000)}`,
  '/_mock/deliveries?cursor=999999999999999',
  '/_mock/deliveries?hook[]=1',
  '/_mock/deliveries/%00',
  "/_mock/deliveries/'%20OR%201=1",
  '//',
  '/%',
  '*',
];

test('no input makes the server fail', async () => {
  const { api, url } = await start({ hook: {} });
  const statuses: Record<string, number> = {};
  for (const path of NASTY_PATHS) {
    for (const method of ['GET', 'POST'] as const) {
      statuses[`${method} ${path}`] = (await rawRequest(url, { method, path })).status;
    }
  }
  for (const body of NASTY_BODIES) {
    const named = `${body.slice(0, 100)} (${body.length} characters)`;
    for (const path of ['/api/v5/repos/demo/demo/hooks', REPOSITORIES, '/_mock/users']) {
      for (const type of ['application/json', 'application/x-www-form-urlencoded']) {
        const headers = { 'Content-Type': type };
        const answer = await rawRequest(url, { method: 'POST', path, headers, body });
        statuses[`${path} ${type} ${named}`] = answer.status;
      }
    }
    const changed = await api.patch('/api/v5/repos/demo/demo/hooks/1').type('json').send(body);
    statuses[`PATCH ${named}`] = changed.status;
  }
  const failed = Object.keys(statuses).filter((input) => Number(statuses[input]) >= 500);
  expect(failed.join('\n')).toBe('');
  expect(Reflect.get({}, 'url')).toBeUndefined();
  await api.get('/_mock/ready').expect(200);
  await api.get('/api/v5/repos/demo/demo').expect(200);
});
