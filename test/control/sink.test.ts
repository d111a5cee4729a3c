import { expect, test } from 'vitest';
import { CONTROL_LIMITS } from '../../apps/server/src/control/shared/control-limits.js';
import { rawRequest } from '../support/http/raw-request.js';
import { start } from '../support/server/start.js';

const SINK = '/_sink/ci';

test('a sink shows the webhook that was sent to it, byte for byte, without a receiver of your own', async () => {
  const { api, url, hook, clone, settled } = await start();
  await hook({ url: `${url}${SINK}`, password: 'secret' });
  const work = await clone();
  const sha = await work.commit('hello');
  await work.push();
  await settled();
  const { body } = await api.get(`${SINK}/requests`).expect(200);
  expect(body).toMatchObject([
    { headers: { 'x-atomgit-event': 'Push Hook', 'x-atomgit-token': 'secret' }, json: { after: sha } },
  ]);
  expect(JSON.stringify(body[0].json)).toBe(body[0].body);
  await api.delete(`${SINK}/requests`).expect(204);
  expect((await api.get(`${SINK}/requests`).expect(200)).body).toEqual([]);
});

test('a sink takes whatever is posted to it', async () => {
  const { api } = await start();
  await api.post(SINK).type('json').send('{"broken').expect(200, 'ok');
  await api.post(SINK).type('form').send('a=1').expect(200);
  await api.post(SINK).expect(200);
  const { body } = await api.get(`${SINK}/requests`).expect(200);
  expect(body.map((request: { body: string; json: unknown }) => [request.body, request.json])).toEqual([
    ['{"broken', null],
    ['a=1', null],
    ['', null],
  ]);
});

test('a sink shows JSON however deep it is, as it was sent', async () => {
  const { url } = await start();
  for (const body of ['['.repeat(20_000) + ']'.repeat(20_000), '{"a": 1.0}'])
    await fetch(`${url}${SINK}`, { method: 'POST', body });
  const answer = await fetch(`${url}${SINK}/requests`);
  expect(answer.status).toBe(200);
  expect(await answer.text()).toMatch(/"json":\[{20000}\]{20000}\},\{.*,"json":\{"a": 1\.0\}\}\]$/);
});

test('a sink gives its configured answers one after another, and repeats the last one', async () => {
  const { api, url, hook, clone, settled } = await start();
  const answers = [{ status: 503, headers: { 'Retry-After': '1' }, body: 'busy' }, { status: 201 }];
  await api.put(SINK).send(answers).expect(200, { answers: 2 });
  const id = await hook({ url: `${url}${SINK}` });
  const work = await clone();
  for (const message of ['one', 'two', 'three']) {
    await work.commit(message);
    await work.push();
  }
  await settled();
  const { body } = await api.get(`/_mock/deliveries?hook=${id}`).expect(200);
  expect(body.items.map(({ status_code: code }: { status_code: number }) => code)).toEqual([201, 201, 503]);
  await api.delete(SINK).expect(204);
  await api.post(SINK).expect(200, 'ok');
});

test('sinks keep a limited number of bytes, each and all together, and drop the oldest first', async () => {
  const limits = { ...CONTROL_LIMITS, sinkBytes: 30_000, allSinksBytes: 50_000 };
  const { api } = await start({ settings: { seed: 'none' }, internals: { limits } });
  const post = (name: string, number: number) =>
    api
      .post(`/_sink/${name}`)
      .type('text')
      .send(`${number}${'x'.repeat(9_000)}`)
      .expect(200);
  const kept = async (name: string): Promise<number[]> => {
    const { body } = await api.get(`/_sink/${name}/requests`).expect(200);
    return body.map((request: { body: string }) => Number.parseInt(request.body, 10));
  };
  for (const number of [1, 2, 3, 4]) await post('a', number);
  expect(await kept('a')).toEqual([2, 3, 4]);
  for (const number of [5, 6, 7]) await post('b', number);
  expect([await kept('a'), await kept('b')]).toEqual([
    [3, 4],
    [5, 6, 7],
  ]);
  await api.delete('/_sink/b').expect(204);
  await post('a', 8);
  expect(await kept('a')).toEqual([3, 4, 8]);
  const { body } = await api
    .put('/_sink/c')
    .send([{ body: 'x'.repeat(30_000) }, { body: 'x'.repeat(30_000) }])
    .expect(422);
  expect(body.message).toContain('answers of all sinks');
});

test('a sink answers with its configured headers, and without a body if there is none', async () => {
  const { api, url } = await start({ settings: { seed: 'none' } });
  const headers = { 'Content-Type': 'application/json', Date: 'now', 'X-Build': '7' };
  await api.put(SINK).send({ headers, body: '{"a": 1}' }).expect(200);
  const withHeaders = await rawRequest(url, { method: 'POST', path: SINK });
  expect(withHeaders).toMatchObject({
    status: 200,
    text: '{"a": 1}',
    headers: { 'x-build': '7', date: 'now' },
  });
  for (const status of [204, 205, 304]) {
    await api.put(SINK).send({ status, body: 'not to be sent' }).expect(200);
    const answer = await rawRequest(url, { method: 'POST', path: SINK });
    expect(answer).toMatchObject({ status, text: '' });
    expect(answer.headers).not.toHaveProperty('transfer-encoding');
    expect(answer.headers['content-length'] ?? '0').toBe('0');
  }
});

test.each([
  ['a trailer', { headers: { trailer: 'x' } }, /^headers\.trailer is about the connection/],
  ['framing', { headers: { 'Transfer-Encoding': 'chunked' } }, /headers\.Transfer-Encoding is/],
  ['a length', [{}, { headers: { 'content-length': '3' } }], /^1\.headers\.content-length is/],
  ['a connection', { headers: { Connection: 'close', 'X-A': 'b' } }, /headers\.Connection is/],
  ['a proxy header', { headers: { 'Proxy-Authenticate': 'Basic' } }, /headers\.Proxy-Authenticate is/],
  [
    'a status before the answer',
    { status: 101 },
    /^status must be a whole number from 200 to 599, but is 101$/,
  ],
  [
    'more answers than anybody needs',
    Array.from({ length: 1_001 }, () => ({})),
    /^must be an answer, or a list of up to 1000, but is /,
  ],
])('a sink refuses %s and says why', async (_, body, message) => {
  const { api } = await start({ settings: { seed: 'none' } });
  expect((await api.put(SINK).send(body).expect(422)).body.error_message).toMatch(message);
  await api.post(SINK).expect(200, 'ok');
});

test.each([
  ['a status that is none', '/_sink/ci', { status: 42 }, /status/],
  ['a header name that is none', '/_sink/ci', { headers: { 'a b': 'c' } }, /headers/],
  ['a field that is none', '/_sink/ci', { code: 503 }, /^there is no field "code"/],
  ['a field that is none in a list', '/_sink/ci', [{}, { code: 503 }], /^1 there is no field "code"/],
  ['a delay that is none', '/_sink/ci', { delay: 'soon' }, /delay/],
  ['a name that is none', '/_sink/%20', {}, /sink " "/],
])('a sink refuses %s and names it', async (_, path, body, message) => {
  const { api } = await start();
  const answer = await api.put(path).send(body).expect(422);
  expect(answer.body.error_message).toMatch(message);
});
