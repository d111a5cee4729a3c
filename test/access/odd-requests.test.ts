import { expect, test } from 'vitest';
import { rawLines, rawRequest } from '../support/http/raw-request.js';
import { start } from '../support/server/start.js';

const HOOKS = '/api/v5/repos/demo/demo/hooks';
const MEGABYTE = 'x'.repeat(1_000_000);

test('an error message quotes at most 200 characters', async () => {
  const { api, url } = await start({ hook: {} });
  const long = 'y'.repeat(2_000);
  const answers = [
    await api.post('/_mock/faults').send({ kind: MEGABYTE }).expect(422),
    await api.post('/_mock/faults').send({ kind: 'status', on: 'api', kint: MEGABYTE }).expect(422),
    await api
      .post('/_mock/faults')
      .send({ kind: 'drop', [MEGABYTE]: 1 })
      .expect(422),
    await api.post('/_mock/faults').send({ on: MEGABYTE }).expect(422),
    await api.get(`/_mock/deliveries/${long}`).expect(404),
    await api.get(`/_mock/deliveries/${long}/curl`).expect(404),
    await api.post(`/_mock/deliveries/${long}/redeliver`).expect(404),
    await api.get(`/_mock/deliveries/wait?${long}=1`).expect(422),
    await api.post(`/_mock/deliveries/redeliver?${long}=1`).expect(422),
    await api.put(`/_sink/${long}`).send({}).expect(422),
    await api
      .put('/_sink/ci')
      .send({ headers: { [MEGABYTE]: 'x', 'a b': 'c' } })
      .expect(422),
    await api.get(`/api/v5/repos/demo/demo/branches/${long}`).expect(404),
    await api.get(`/api/v5/repos/demo/demo/commits/${long}`).expect(404),
    await api.get(`/api/v5/repos/demo/${long}`).expect(404),
    await api.get(`/${long}/${long}/info/refs?service=git-upload-pack`).expect(404),
    await api.get(`/_mock/${long}`).expect(404),
    await api.get(`/api/v5/${long}/${long}/x`).expect(404),
    await api.get(`/${long}/x/y/z`).expect(404),
    await api.patch(`${HOOKS}/1`).send({ url: MEGABYTE }).expect(422),
    await api.post(HOOKS).send({ url: 'http://127.0.0.1:9/', retries: MEGABYTE }).expect(422),
    await api
      .post(HOOKS)
      .send({ url: 'http://127.0.0.1:9/', events: [MEGABYTE] })
      .expect(422),
    await api
      .post('/api/v5/user/repos')
      .send({ name: 'a/'.repeat(45) })
      .expect(422),
    await api
      .post('/api/v5/repos/demo/demo/branches')
      .send({ refs: 'z'.repeat(900), branch_name: 'new' })
      .expect(422),
    await api
      .post('/api/v5/repos/demo/demo/pulls')
      .send({ title: 'T', head: 'z'.repeat(900), base: 'master' })
      .expect(422),
    await api.put(`/api/v5/repos/demo/demo/collaborators/${long}`).send({ permission: 'pull' }).expect(404),
    await rawRequest(url, { path: `/api/v5/${'%zz'.repeat(3_000)}` }),
    await rawRequest(url, { path: `/api/v5/repos/demo/${'z'.repeat(3_000)}` }),
    await rawRequest(url, { path: `/_mock/ready`, headers: { Host: `${long}.example` } }),
    await rawRequest(url, { path: `/_mock/events`, headers: { Origin: `http://${long}` } }),
    await rawRequest(url, {
      method: 'POST',
      path: '/demo/demo.git/git-upload-pack',
      headers: { 'Content-Type': `application/x-git-${long}` },
    }),
    await rawRequest(url, {
      method: 'POST',
      path: '/demo/demo.git/git-upload-pack',
      headers: { 'Content-Type': 'application/x-git-upload-pack-request', 'Content-Encoding': long },
    }),
  ];
  for (const { text, status } of answers) {
    const message = text.startsWith('{') ? JSON.parse(text).error_message : text;
    expect.soft(status).toBeLessThan(500);
    expect.soft(message).toMatch(/\w/);
    expect.soft(message.length, message.slice(0, 100)).toBeLessThan(700);
    expect.soft(message, message.slice(0, 100)).not.toMatch(/[xyz]{201}|(%zz){67}/);
  }
});

const lists = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
const objects = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

test('a kind of fault that is a list of lists of lists is refused like any other', async () => {
  const { api } = await start({ settings: { seed: 'none' } });
  for (const deep of [lists(900), objects(900)]) {
    const answer = await api.post('/_mock/faults').type('json').send(`{"kind":${deep}}`).expect(422);
    expect(answer.body.error_message).toMatch(/^kind must be one of .*, but is (a list|an object)$/);
    for (const field of ['probability', 'path', 'value', 'repository', 'event', 'hook', 'delay'])
      await api.post('/_mock/faults').type('json').send(`{"kind":"drop","${field}":${deep}}`).expect(422);
  }
});

test('JSON of more than 1,000 levels is refused, whatever it is for, and of fewer is read', async () => {
  const { api } = await start();
  const send = (path: string, body: string, type = 'json') => api.post(path).type(type).send(body);
  const trigger = (value: string) => `{"repository":"demo/demo","event":"push","overrides":{"ref":${value}}}`;
  const verify = (value: string) => `{"expect":[{"ref":${value},"count":0}]}`;
  for (const deep of [lists(20_000), objects(20_000), lists(1_000)])
    for (const answer of [
      await send('/_mock/verify', verify(deep)),
      await send('/_mock/trigger', trigger(deep)),
      await send('/api/v5/user/repos', `{"name":${deep}}`),
      await send('/_mock/verify', verify(deep), 'text'),
    ]) {
      expect(answer.status).toBe(400);
      expect(answer.body.error_message).toBe(
        'The body has more than 1000 levels of lists and objects in each other',
      );
    }
  await send('/_mock/verify', verify(`"${'['.repeat(2_000)}"`)).expect(200);
  for (const value of [lists(990), objects(990)]) {
    await send('/_mock/trigger', trigger(value)).expect(422);
    await send('/api/v5/user/repos', `{"name":${value}}`).expect(422);
  }
});

test('every refusal has its own code', async () => {
  const { api, url } = await start({ settings: { seed: 'none' } });
  const nameOf = (text: string) => JSON.parse(text).error_code_name;
  const tooLong = await rawRequest(url, { path: `/api/v5/repos/demo/${'x'.repeat(3_000)}` });
  expect([tooLong.status, nameOf(tooLong.text)]).toEqual([414, 'URI_TOO_LONG']);
  const headers = await rawRequest(url, { path: '/_mock/ready', headers: { X: 'x'.repeat(40_000) } });
  expect([headers.status, nameOf(headers.text)]).toEqual([431, 'REQUEST_HEADER_FIELDS_TOO_LARGE']);
  const misdirected = await rawRequest(url, { path: '/_mock/ready', headers: { Host: 'evil.example' } });
  expect([misdirected.status, nameOf(misdirected.text)]).toEqual([421, 'MISDIRECTED_REQUEST']);
  const garbage = await rawLines(url, 'GARBAGE');
  expect(garbage).toMatch(/^HTTP\/1\.1 400 .*"error_code_name":"BAD_REQUEST"/s);
  const names = [];
  for (const status of [406, 410, 418, 420, 421, 451, 500, 507, 599]) {
    await api.post('/_mock/faults').send({ on: 'api', kind: 'status', status }).expect(201);
    names.push((await api.get('/api/v5/user').expect(status)).body.error_code_name);
  }
  expect(names).toEqual([
    'NOT_ACCEPTABLE',
    'GONE',
    'I_M_A_TEAPOT',
    'BAD_REQUEST',
    'MISDIRECTED_REQUEST',
    'UNAVAILABLE_FOR_LEGAL_REASONS',
    'INTERNAL_SERVER_ERROR',
    'INSUFFICIENT_STORAGE',
    'INTERNAL_SERVER_ERROR',
  ]);
});

test('browsers do not guess the type of an answer', async () => {
  const { api, url } = await start({ hook: {} });
  await api
    .put('/_sink/ci')
    .send({ headers: { 'Content-Type': 'text/plain' }, body: '<script>' })
    .expect(200);
  await api.post('/_mock/faults').send({ on: 'api', kind: 'status', path: '/api/v5/user' }).expect(201);
  const paths = [
    '/demo/demo',
    '/no/thing',
    '/',
    '/%zz',
    '/demo/demo.git/info/refs?service=git-upload-pack',
    '/demo/demo.git/info/refs?service=git-receive-pack',
    '/demo/demo.git/info/refs',
    '/api/v5/user',
    '/api/v5/nothing',
    '/_mock/ready',
    '/_mock/deliveries/nothing/curl',
    '/_sink/ci/requests',
  ];
  const nosniff = { 'x-content-type-options': 'nosniff' };
  for (const path of paths)
    expect.soft((await rawRequest(url, { path })).headers, path).toMatchObject(nosniff);
  const post = { method: 'POST' } as const;
  const sunk = await rawRequest(url, { ...post, path: '/_sink/ci' });
  expect(sunk).toMatchObject({ text: '<script>', headers: nosniff });
  for (const service of ['git-upload-pack', 'git-receive-pack']) {
    const headers = { 'Content-Type': `application/x-${service}-request` };
    const answer = await rawRequest(url, {
      ...post,
      path: `/demo/demo.git/${service}`,
      headers,
      body: '0000',
    });
    expect(answer).toMatchObject({ status: 200, headers: nosniff });
  }
  const stream = await fetch(`${url}/_mock/stream`);
  expect(stream.headers.get('x-content-type-options')).toBe('nosniff');
  await stream.body?.cancel();
  const raw = [
    await rawLines(url, 'GARBAGE'),
    await rawLines(url, 'GET / HTTP/1.1', `X: ${'x'.repeat(40_000)}`),
    await rawLines(url, 'GET / HTTP/1.1', 'Connection: close'),
    await rawLines(url, 'GET /_mock/nothing HTTP/1.1', 'Host: x', 'Expect: wonders', 'Connection: close'),
    await rawLines(url, 'GET * HTTP/1.1', 'Host: x', 'Connection: close'),
  ];
  for (const answer of raw)
    expect.soft(answer).toMatch(/^HTTP\/1\.1 4\d\d .*\r\nX-Content-Type-Options: nosniff\r\n/is);
});

test('an address that there is not is said not to be there, and a wrong method which ones are right', async () => {
  const { api } = await start();
  const nowhere = [
    ['GET', '/_mock/users/7/x'],
    ['GET', '/_mock/nothing'],
    ['POST', '/_mock/nothing'],
    ['GET', '/api/v5'],
    ['GET', '/api/v4/user'],
    ['GET', '/api/v5/nothing'],
    ['GET', '/api/v5/commits/abc'],
    ['DELETE', '/api/v5/repos/demo/demo/nothing'],
    ['GET', '/_sink/ci/nothing'],
    ['GET', '/a/b/c/d'],
  ] as const;
  for (const [method, path] of nowhere) {
    const send = { GET: () => api.get(path), POST: () => api.post(path), DELETE: () => api.delete(path) };
    const { body, status } = await send[method]();
    expect.soft(status, path).toBe(404);
    expect.soft(body).toMatchObject({
      error_code: 404,
      error_code_name: 'NOT_FOUND',
      error_message: `There is no such address: ${method} ${path}`,
    });
  }
  const { text: forGit } = await api.get('/_mock/nothing/info/refs').expect(404);
  expect(forGit).toBe('There is no such address: GET /_mock/nothing/info/refs\n');
  const others = [
    [await api.get('/_mock/users'), 'POST'],
    [await api.get('/_sink/ci'), 'DELETE, POST, PUT'],
    [await api.delete(HOOKS), 'GET, HEAD, POST'],
    [await api.put('/_mock/ready'), 'GET, HEAD'],
    [await api.post('/demo/demo'), 'GET, HEAD'],
    [await api.get('/demo/demo.git/git-receive-pack'), 'POST'],
  ] as const;
  for (const [{ status, headers, text }, allow] of others) {
    expect.soft(status).toBe(404);
    expect.soft(headers['allow']).toBe(allow);
    expect.soft(text).toContain(`; it takes ${allow}`);
  }
  const { body } = await api.get('/api/v5/repos/no/thing').expect(404);
  expect(body.error_message).toContain('Repository "no/thing" does not exist');
});

test('HEAD answers as GET does, without a body, the stream included', async () => {
  const { api, url } = await start({ hook: {} });
  await api.post(`${HOOKS}/1/tests`).expect(204);
  await api.post('/_mock/settle').expect(200);
  const { body } = await api.get('/_mock/deliveries').expect(200);
  const paths = [
    '/_mock/ready',
    '/_mock/deliveries',
    `/_mock/deliveries/${body.items[0].id}`,
    `/_mock/deliveries/${body.items[0].id}/curl`,
    '/_mock/deliveries/wait?status=delivered',
    '/_mock/deliveries.har',
    '/_mock/events',
    '/_mock/hooks',
    '/_mock/faults',
    '/_mock/clock',
    '/_sink/ci/requests',
    '/api/v5/user',
    '/api/v5/repos/demo/demo',
    HOOKS,
    '/api/v5/repos/demo/demo/branches',
    '/api/v5/repos/demo/demo/branches/master',
    '/api/v5/repos/demo/demo/tags',
    '/api/v5/repos/demo/demo/commits',
    '/api/v5/repos/demo/demo/pulls',
    '/demo/demo',
    '/demo/demo/commits/master',
    '/demo/demo.git/info/refs?service=git-upload-pack',
    '/demo/demo.git/info/refs?service=git-receive-pack',
    '/api/v5/nothing',
    '/api/v5/repos/no/thing',
  ];
  for (const path of paths) {
    const [get, head] = [await rawRequest(url, { path }), await rawRequest(url, { method: 'HEAD', path })];
    expect.soft([head.status, head.text], path).toEqual([get.status, '']);
    expect.soft(head.headers['content-type'], path).toBe(get.headers['content-type']);
  }
  const stream = await rawRequest(url, { method: 'HEAD', path: '/_mock/stream' });
  expect(stream).toMatchObject({ status: 200, headers: { 'content-type': 'text/event-stream' }, text: '' });
});
