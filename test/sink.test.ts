import { expect, test } from 'vitest';
import { start } from './support/start.js';

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

test('a sink answers as it is told, one answer after another, and the last for all that follow', async () => {
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

test.each([
  ['a status that is none', '/_sink/ci', { status: 42 }, /status/],
  ['a header name that is none', '/_sink/ci', { headers: { 'a b': 'c' } }, /headers/],
  ['a delay that is none', '/_sink/ci', { delay: 'soon' }, /delay/],
  ['a name that is none', '/_sink/%20', {}, /sink " "/],
])('a sink refuses %s and names it', async (_, path, body, message) => {
  const { api } = await start();
  const answer = await api.put(path).send(body).expect(422);
  expect(answer.body.error_message).toMatch(message);
});
