import type { Test } from 'supertest';
import { expect, test } from 'vitest';
import { Inbox } from '../support/http/inbox.js';
import { start } from '../support/server/start.js';

const HOOKS = '/api/v5/repos/demo/demo/hooks';
const URL_OF_NOBODY = 'http://127.0.0.1:9/hook';

/** In the order in which the API documents them. */
const KEYS = [
  'id',
  'url',
  'password',
  'result',
  'project_id',
  'result_code',
  'push_events',
  'tag_push_events',
  'issues_events',
  'note_events',
  'merge_requests_events',
  'created_at',
];

test.each(['json', 'form'])(
  'a hook is created, listed, read, changed and deleted with %s bodies',
  async (type) => {
    const { api } = await start();
    const created = await api
      .post(HOOKS)
      .type(type)
      .send({ url: URL_OF_NOBODY, password: 's3cret', push_events: false, tag_push_events: true })
      .expect(200);
    expect(Object.keys(created.body)).toEqual(KEYS);
    const { id, created_at: createdAt } = created.body;
    expect(id).toBeGreaterThan(0);
    expect(createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/);
    expect(Math.abs(Date.parse(createdAt) - Date.now())).toBeLessThan(60_000);
    const { body: repository } = await api.get('/api/v5/repos/demo/demo').expect(200);
    expect(created.body).toEqual({
      id,
      url: URL_OF_NOBODY,
      password: 's3cret',
      result: null,
      project_id: repository.id,
      result_code: 0,
      push_events: false,
      tag_push_events: true,
      issues_events: false,
      note_events: false,
      merge_requests_events: false,
      created_at: createdAt,
    });
    expect((await api.get(HOOKS).expect(200)).body).toEqual([created.body]);
    expect((await api.get(`${HOOKS}/${id}`).expect(200)).text).toBe(created.text);

    const changed = { ...created.body, url: `${URL_OF_NOBODY}/2`, password: 'other', note_events: true };
    const patched = await api
      .patch(`${HOOKS}/${id}`)
      .type(type)
      .send({ url: changed.url, password: 'other', note_events: true })
      .expect(200);
    expect(patched.body).toEqual(changed);
    expect(Object.keys(patched.body)).toEqual(KEYS);
    expect((await api.get(`${HOOKS}/${id}`).expect(200)).body).toEqual(changed);

    const deleted = await api.delete(`${HOOKS}/${id}`).type(type).expect(204);
    expect(deleted.text).toBe('');
    await api.get(`${HOOKS}/${id}`).expect(404);
    expect((await api.get(HOOKS).expect(200)).body).toEqual([]);
  },
);

test('a hook that names only its URL gets pushes and nothing else', async () => {
  const { api } = await start();
  const { body } = await api.post(HOOKS).send({ url: URL_OF_NOBODY }).expect(200);
  expect(body).toMatchObject({
    password: '',
    push_events: true,
    tag_push_events: false,
    issues_events: false,
    note_events: false,
    merge_requests_events: false,
  });
});

test('a hook without a URL is refused because the URL is missing, for any form of the body', async () => {
  const { api } = await start();
  const bodies: readonly Test[] = [
    api.post(HOOKS),
    api.post(HOOKS).type('json'),
    api.post(HOOKS).send({}),
    api.post(HOOKS).type('form').send('push_events=1'),
    api.post(HOOKS).send({ url: null }),
    api.post(HOOKS).send({ url: '' }),
  ];
  for (const body of bodies) {
    const answer = await body.expect(422);
    expect(answer.body.error_message).toMatch(/^url is missing/);
  }
});

test('every spelling of a boolean that clients use is understood', async () => {
  const { api, hook } = await start();
  const id = await hook({ url: URL_OF_NOBODY });
  const spellings = { true: [true, 'true', 1, '1'], false: [false, 'false', 0, '0'] };
  for (const type of ['json', 'form']) {
    const shown = async (value: unknown): Promise<boolean> =>
      (await api.patch(`${HOOKS}/${id}`).type(type).send({ note_events: value }).expect(200)).body
        .note_events;
    for (const [index, spelling] of spellings.true.entries()) {
      expect([spelling, await shown(spelling)]).toEqual([spelling, true]);
      const opposite = spellings.false[index];
      expect([opposite, await shown(opposite)]).toEqual([opposite, false]);
    }
  }
});

const NO_BOOLEANS: readonly (readonly [unknown, string])[] = [
  ['yes', '"yes"'],
  [2, '2'],
  [-1, '-1'],
  [0.5, '0.5'],
  [[true], ''],
  [{}, ''],
];

test('an invalid boolean is refused with the name of the field and the value', async () => {
  const { api, hook } = await start();
  const id = await hook({ url: URL_OF_NOBODY });
  for (const [value, shown] of NO_BOOLEANS) {
    const answers = [
      await api.post(HOOKS).send({ url: URL_OF_NOBODY, tag_push_events: value }).expect(422),
      await api.patch(`${HOOKS}/${id}`).send({ tag_push_events: value }).expect(422),
    ];
    for (const { body } of answers) {
      expect(body.error_message).toMatch(/^tag_push_events must be true, false, 1 or 0/);
      expect(body.error_message).toContain(shown);
    }
  }
  expect((await api.get(HOOKS)).body).toHaveLength(1);
});

test('a token is accepted in every place where clients put it', async () => {
  const { api } = await start({ settings: { auth: 'strict' } });
  const token = 'atomgit-token';
  const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
  const places: Readonly<Record<string, (call: Test) => Test>> = {
    bearer: (call) => call.set('Authorization', `Bearer ${token}`),
    'bearer in small letters': (call) => call.set('Authorization', `bearer ${token}`),
    'no scheme': (call) => call.set('Authorization', token),
    'scheme token': (call) => call.set('Authorization', `token ${token}`),
    'basic, as password': (call) => call.set('Authorization', basic(`atomgit:${token}`)),
    'basic, as user name': (call) => call.set('Authorization', basic(`${token}:`)),
    'private token': (call) => call.set('PRIVATE-TOKEN', token),
    query: (call) => call.query({ access_token: token }),
    form: (call) => call.type('form').send({ access_token: token }),
    json: (call) => call.send({ access_token: token }),
    'several at once': (call) =>
      call
        .set('Authorization', `Bearer ${token}`)
        .set('PRIVATE-TOKEN', token)
        .query({ access_token: token })
        .send({ access_token: token }),
    'next to outdated ones': (call) =>
      call
        .set('Authorization', 'Bearer outdated')
        .set('PRIVATE-TOKEN', 'outdated')
        .query({ access_token: token }),
  };
  for (const [place, withToken] of Object.entries(places)) {
    const answer = await withToken(api.post(HOOKS)).send({ url: URL_OF_NOBODY });
    expect({ place, status: answer.status }).toEqual({ place, status: 200 });
    expect(answer.text).not.toContain(token);
  }
});

test('without a token, or with a wrong one, every hook call answers 401 and nothing more', async () => {
  const { api } = await start({ settings: { auth: 'strict' } });
  const calls: readonly Test[] = [
    api.get(HOOKS),
    api.post(HOOKS).send({ url: URL_OF_NOBODY }),
    api.post(HOOKS).send({ url: 'ftp://not.even.valid/' }),
    api.get(`${HOOKS}/1`).set('Authorization', 'Bearer wrong'),
    api.patch(`${HOOKS}/1`).set('PRIVATE-TOKEN', 'wrong').send({ push_events: true }),
    api.delete(`${HOOKS}/1`).query({ access_token: 'wrong' }),
    api.post(`${HOOKS}/1/tests`).auth('atomgit', 'wrong'),
    api.get('/api/v5/repos/no/such/hooks'),
  ];
  for (const call of calls) {
    const answer = await call;
    expect(answer.status).toBe(401);
    expect(answer.text).toBe('{"message":"401 Unauthorized"}');
  }
});

test('a list has pages of 20, or of the given size up to 100, and its Link header leads through all', async () => {
  const { api, hook } = await start();
  const made = await Promise.all(Array.from({ length: 101 }, () => hook({ url: URL_OF_NOBODY })));
  const ids = made.sort((a, b) => a - b);
  const first = await api.get(HOOKS).expect(200);
  expect(first.body.map(({ id }: { id: number }) => id)).toEqual(ids.slice(0, 20));
  expect(first.headers).toMatchObject({ total_count: '101', total_page: '6' });

  const largest = await api.get(`${HOOKS}?per_page=1000`).expect(200);
  expect(largest.body).toHaveLength(100);
  expect(largest.headers).toMatchObject({ total_count: '101', total_page: '2' });
  expect((await api.get(`${HOOKS}?per_page=100&page=2`).expect(200)).body).toHaveLength(1);

  const seen: number[] = [];
  let next: string | undefined = `${HOOKS}?per_page=40&access_token=atomgit-token&unknown=1`;
  while (next !== undefined) {
    const page: Awaited<Test> = await api.get(next).expect(200);
    seen.push(...page.body.map(({ id }: { id: number }) => id));
    expect(page.headers['link']).not.toContain('atomgit-token');
    expect(page.headers['link']).toMatch(/[?&]page=1\b[^,]*rel="first".*[?&]page=3\b[^,]*rel="last"/);
    const link: string | undefined = /<([^>]+)>; rel="next"/.exec(page.headers['link'] ?? '')?.[1];
    next = link === undefined ? undefined : link.slice(new URL(link).origin.length);
  }
  expect(seen).toEqual(ids);
});

test('a page beyond the last is empty and still tells how many there are', async () => {
  const { api } = await start({ hook: {} });
  for (const page of ['2', '99', '999999999999999']) {
    const answer = await api.get(`${HOOKS}?per_page=100&page=${page}`).expect(200);
    expect(answer.body).toEqual([]);
    expect(answer.headers).toMatchObject({ total_count: '1', total_page: '1' });
  }
});

test('a page or page size that makes no sense is refused with its name and value', async () => {
  const { api } = await start();
  for (const name of ['page', 'per_page']) {
    for (const value of ['0', '-1', 'abc', '1.5', '1e3', '99999999999999999999']) {
      const { body } = await api
        .get(HOOKS)
        .query({ [name]: value })
        .expect(422);
      expect(body.error_message).toContain(`${name} must be a whole number`);
      expect(body.error_message).toContain(JSON.stringify(value));
    }
  }
});

test('unknown fields are ignored, and null means left out', async () => {
  const { api } = await start();
  const { body: created } = await api
    .post(`${HOOKS}?unknown=1`)
    .send({
      url: URL_OF_NOBODY,
      password: null,
      push_events: null,
      timeout: null,
      events: null,
      id: 77,
      created_at: 'yesterday',
      enable_ssl_verification: true,
      nested: { url: 1 },
    })
    .expect(200);
  expect(created).toMatchObject({ url: URL_OF_NOBODY, password: '', push_events: true });
  expect(created.id).not.toBe(77);
  const { body: changed } = await api
    .patch(`${HOOKS}/${created.id}`)
    .send({ url: null, password: null, push_events: null, issues_events: true, project_id: 5 })
    .expect(200);
  expect(changed).toEqual({ ...created, issues_events: true });
});

test('a secret may be called secret', async () => {
  const { api } = await start();
  const { body } = await api.post(HOOKS).send({ url: URL_OF_NOBODY, secret: 'one' }).expect(200);
  expect(body.password).toBe('one');
  const changed = await api.patch(`${HOOKS}/${body.id}`).type('form').send({ secret: 'two' }).expect(200);
  expect(changed.body.password).toBe('two');
});

test('the flags may come as a list of events', async () => {
  const { api } = await start();
  const create = (type: string, body: string | object) => api.post(HOOKS).type(type).send(body);
  const url = encodeURIComponent(URL_OF_NOBODY);
  const answers = [
    await create('json', { url: URL_OF_NOBODY, events: ['tag_push', 'merge_requests_events'] }),
    await create('json', { url: URL_OF_NOBODY, events: 'tag_push,merge_request' }),
    await create('form', `url=${url}&events=tag_push_events&events=pull_request`),
    await create('form', `url=${url}&events[]=tag_push&events[]=merge_requests`),
  ];
  for (const { body } of answers) {
    expect(body).toMatchObject({
      push_events: false,
      tag_push_events: true,
      issues_events: false,
      note_events: false,
      merge_requests_events: true,
    });
  }
});

test('an event that does not exist is refused by its name', async () => {
  const { api } = await start();
  for (const name of ['pushes', '*', '', 'constructor', '__proto__']) {
    const answer = await api.post(HOOKS).send({ url: URL_OF_NOBODY, events: ['push', name] });
    expect.soft(answer.status, name).toBe(422);
    expect.soft(answer.body.error_message, name).toMatch(/^events/);
    expect.soft(answer.body.error_message, name).toContain(JSON.stringify(name));
  }
});

test('a change leaves other fields unchanged', async () => {
  const { api } = await start();
  const { body: created } = await api
    .post(HOOKS)
    .send({ url: URL_OF_NOBODY, password: 'kept', push_events: false, tag_push_events: true, note_events: 1 })
    .expect(200);
  const at = `${HOOKS}/${created.id}`;
  for (const nothing of [api.patch(at), api.patch(at).type('json'), api.patch(at).send({})]) {
    expect((await nothing.expect(200)).body).toEqual(created);
  }
  const expected = { ...created, note_events: false };
  expect((await api.patch(at).send({ note_events: false }).expect(200)).body).toEqual(expected);
  expect(
    (
      await api
        .patch(at)
        .send({ url: `${URL_OF_NOBODY}/2` })
        .expect(200)
    ).body,
  ).toEqual({
    ...expected,
    url: `${URL_OF_NOBODY}/2`,
  });
  expect((await api.patch(at).send({ password: '' }).expect(200)).body.password).toBe('');
});

test('an unknown repository, an unknown hook and a hook of another repository answer 404 in the documented shape', async () => {
  const { api, hook } = await start();
  await api.post('/api/v5/user/repos').send({ name: 'other' }).expect(200);
  const foreign = await hook({ url: URL_OF_NOBODY }, '/api/v5/repos/atomgit/other/hooks');
  const at = (id: number | string) => `${HOOKS}/${id}`;
  const calls: readonly (readonly [Test, RegExp])[] = [
    [api.get('/api/v5/repos/demo/nothing/hooks'), /demo\/nothing/],
    [api.post('/api/v5/repos/nobody/demo/hooks').send({ url: URL_OF_NOBODY }), /nobody\/demo/],
    ...[4711, 999_999_999_999_999, foreign].flatMap((id) => [
      [api.get(at(id)), new RegExp(`${id}`)] as const,
      [api.patch(at(id)).send({ push_events: false }), new RegExp(`${id}`)] as const,
      [api.delete(at(id)), new RegExp(`${id}`)] as const,
      [api.post(`${at(id)}/tests`), new RegExp(`${id}`)] as const,
    ]),
  ];
  const traces = new Set<string>();
  for (const [call, what] of calls) {
    const { body } = await call.expect(404).expect('Content-Type', /^application\/json/);
    expect(Object.keys(body)).toEqual([
      'error_code',
      'error_code_name',
      'error_message',
      'trace_id',
      'message',
    ]);
    expect(body).toMatchObject({ error_code: 404, error_code_name: 'NOT_FOUND' });
    expect(body.error_message).toMatch(what);
    expect(body.message).toBe(body.error_message);
    traces.add(body.trace_id);
  }
  expect(traces.size).toBe(calls.length);
  await api.get(`/api/v5/repos/atomgit/other/hooks/${foreign}`).expect(200);
});

const LONGEST = `http://127.0.0.1/${'x'.repeat(1024 - 'http://127.0.0.1/'.length)}`;

const BAD_URLS: readonly (readonly [unknown, RegExp])[] = [
  ['', /is missing/],
  ['ftp://user:secret@127.0.0.1/', /http:\/\/ or https:\/\/.*ftp:/],
  ['127.0.0.1:8000/hook', /http:\/\/ or https:\/\//],
  ['user:secret@127.0.0.1/hook', /http:\/\/ or https:\/\//],
  ['https:/user:secret@127.0.0.1/', /http:\/\/ or https:\/\//],
  ['javascript:alert(1)', /http:\/\/ or https:\/\//],
  ['http://', /host/],
  ['http://user:secret@/hook', /valid address/],
  ['http:///hook', /host|valid address/],
  ['http://?x=1', /host/],
  ['http://127.0.0.1:99999/', /valid address/],
  ['http://user:secret/with-slash@127.0.0.1/', /valid address/],
  ['http://user:secret@127.0.0.1:port/', /valid address/],
  ['http://exa mple.com/', /space/],
  [' http://127.0.0.1/', /space/],
  ['http://127.0.0.1/\n', /space|control/],
  ['http://127.0.0.1/\r\nX-Injected: 1', /space|control/],
  ['http://127.0.0.1/\u0000', /control/],
  ['http://127.0.0.1/\u007F', /control/],
  [`${LONGEST}x`, /1025 characters.*1024/],
  [`http:${'/'.repeat(400_000)}`, /400005 characters.*1024/],
  [42, /must start with/],
  [{ url: 'http://127.0.0.1/' }, /text/],
  [['http://user:secret@127.0.0.1/'], /text/],
];

test('a bad URL is refused with the reason, without showing its userinfo, and changes nothing', async () => {
  const { api } = await start();
  const { body: hook } = await api.post(HOOKS).send({ url: LONGEST, password: 'kept' }).expect(200);
  for (const [url, why] of BAD_URLS) {
    const answers = [
      await api.post(HOOKS).send({ url, push_events: true }),
      await api.patch(`${HOOKS}/${hook.id}`).send({ url, password: 'lost', push_events: false }),
    ];
    const named = JSON.stringify(url);
    for (const { status, body, text } of answers) {
      expect.soft(status, named).toBe(422);
      expect.soft(body.error_message, named).toMatch(/^url /);
      expect.soft(body.error_message, named).toMatch(why);
      expect.soft(text, named).not.toMatch(/secret/);
    }
  }
  expect((await api.get(HOOKS)).body).toEqual([hook]);
});

test('a password of 100 characters is taken, one more or a control character is not', async () => {
  const { api, hook } = await start();
  const id = await hook({ url: URL_OF_NOBODY, password: 'kept' });
  const patch = (password: unknown) => api.patch(`${HOOKS}/${id}`).send({ password, push_events: false });
  for (const password of ['x'.repeat(101), 'line\nbreak', 'null\u0000']) {
    const { body } = await patch(password).expect(422);
    expect(body.error_message).toMatch(
      /^password (has 101 characters; at most 100|must not contain control)/,
    );
  }
  const kept = await api.get(`${HOOKS}/${id}`).expect(200);
  expect(kept.body).toMatchObject({ password: 'kept', push_events: true });
  for (const password of ['x'.repeat(100), '密'.repeat(100), '🔑'.repeat(100)]) {
    expect((await patch(password).expect(200)).body.password).toBe(password);
  }
});

test('a hook shows how its latest delivery went', async () => {
  const { api, inbox, hookId, settled } = await start({ hook: {} });
  const at = `${HOOKS}/${hookId}`;
  const shown = async () => {
    const { body } = await api.get(at).expect(200);
    return { result: body.result, result_code: body.result_code };
  };
  const tested = async () => {
    await api.post(`${at}/tests`).expect(204);
    await settled();
    return shown();
  };
  expect(await shown()).toEqual({ result: null, result_code: 0 });
  expect(await tested()).toEqual({ result: 'success', result_code: 200 });
  inbox.answer = (_call, response) => void response.writeHead(500).end();
  expect(await tested()).toEqual({ result: expect.stringContaining('500'), result_code: 500 });
  inbox.hold();
  await api.patch(at).send({ timeout: '100ms' }).expect(200);
  expect(await tested()).toEqual({ result: 'no answer within 0.1 s', result_code: 0 });
  await api.patch(at).send({ timeout: '30s' }).expect(200);
  await inbox.close();
  expect(await tested()).toEqual({ result: expect.stringMatching(/refused/i), result_code: 0 });

  const other = await Inbox.open();
  await api.patch(at).send({ url: other.url }).expect(200);
  expect(await tested()).toEqual({ result: 'success', result_code: 200 });
  expect((await api.get(HOOKS).expect(200)).body).toMatchObject([{ result: 'success', result_code: 200 }]);
});

test('a hook gets only the events of its flags', async () => {
  const {
    inbox: tagsOnly,
    hook,
    clone,
    settled,
  } = await start({
    hook: { push_events: false, tag_push_events: true },
  });
  const [pushesOnly, nothing] = [await Inbox.open(), await Inbox.open()];
  await hook({ url: pushesOnly.url });
  await hook({
    url: nothing.url,
    push_events: 0,
    issues_events: 1,
    note_events: 1,
    merge_requests_events: 1,
  });
  const work = await clone();
  await work.commit('hello');
  await work.git('tag', 'v1');
  await work.push('HEAD:refs/heads/feature', 'v1');
  await settled();
  const refs = (inbox: Inbox) => inbox.rest().map(({ body }) => (body as { ref: string }).ref);
  expect(refs(tagsOnly)).toEqual(['refs/tags/v1']);
  expect(refs(pushesOnly)).toEqual(['refs/heads/feature']);
  expect(refs(nothing)).toEqual([]);
});
