import { expect, test } from 'vitest';
import { start } from '../support/server/start.js';
import type { Clone } from '../support/git/clone.js';

const push = async (work: Clone, message: string) => {
  const sha = await work.commit(message);
  await work.push();
  return sha;
};

test('nothing is retried unless a setting says so', async () => {
  const { inbox, clone, settled } = await start({ hook: {} });
  inbox.answer = (_call, response) => void response.writeHead(500).end();
  await push(await clone(), 'one');
  await settled();
  expect(inbox.rest()).toHaveLength(1);
});

test('a failed delivery is tried again by the schedule of its hook, the same bytes under the same id', async () => {
  const { api, inbox, clone, settled } = await start({ hook: { retries: '10ms,20ms,30ms' } });
  let failures = 2;
  inbox.answer = (_call, response) => void response.writeHead(failures-- > 0 ? 503 : 200).end();
  await push(await clone(), 'one');
  await settled();
  const calls = inbox.rest();
  expect(calls).toHaveLength(3);
  expect(new Set(calls.map(({ text }) => text)).size).toBe(1);
  expect(new Set(calls.map(({ headers }) => headers['x-atomgit-delivery'])).size).toBe(1);
  const { body } = await api.get('/_mock/deliveries').expect(200);
  expect(body.items).toMatchObject([{ status: 'delivered', status_code: 200, error: null }]);
  const { body: delivery } = await api.get(`/_mock/deliveries/${body.items[0].id}`).expect(200);
  expect(delivery.attempts).toBe(3);
});

test('a delivery that was tried often enough has failed', async () => {
  const settings = { retryDelaysMs: [5, 5] };
  const { api, inbox, clone, settled } = await start({ settings, hook: {} });
  inbox.answer = (_call, response) => void response.writeHead(500).end();
  await push(await clone(), 'one');
  await settled();
  expect(inbox.rest()).toHaveLength(3);
  const { body } = await api.get('/_mock/deliveries').expect(200);
  expect(body.items).toMatchObject([{ status: 'failed', status_code: 500 }]);
});

test('in the order pass, retries that are due together leave in the order of their events', async () => {
  const settings = { order: 'pass', clock: new Date('2026-01-01T00:00:00Z') } as const;
  const { api, inbox, clone, settled } = await start({ settings, hook: { retries: '1h' } });
  inbox.answer = (_call, response) => void response.writeHead(500).end();
  const work = await clone();
  const shas: string[] = [];
  for (const message of ['one', 'two', 'three', 'four']) shas.push(await push(work, message));
  await api
    .get('/_mock/deliveries/wait')
    .query({ status: 'pending', status_code: '500', count: shas.length, timeout: '60s' })
    .expect(200);
  inbox.rest();
  await api.post('/_mock/clock/advance').send({ by: '1h' }).expect(200);
  await settled();
  expect(inbox.rest().map(({ body }) => body)).toMatchObject(shas.map((after) => ({ after })));
});

test.each([
  ['strict', ['one', 'one', 'two']],
  ['pass', ['one', 'two', 'one']],
] as const)('in the order %s the deliveries of a hook arrive as %j', async (order, expected) => {
  const settings = { order, clock: new Date('2026-01-01T00:00:00Z') };
  const { api, inbox, clone, settled } = await start({ settings, hook: { retries: '1h' } });
  let isFirst = true;
  inbox.answer = (_call, response) => {
    response.writeHead(isFirst ? 500 : 200).end();
    isFirst = false;
  };
  const work = await clone();
  await push(work, 'one');
  await push(work, 'two');
  const seen = order === 'pass' ? { status: 'delivered' } : { status: 'pending', status_code: '500' };
  await api.get('/_mock/deliveries/wait').query(seen).expect(200);
  await api.post('/_mock/clock/advance').send({ by: '1h' }).expect(200);
  await settled();
  const messages = inbox
    .rest()
    .map(({ body }) => (body as { commits: { message: string }[] }).commits[0]?.message);
  expect(messages).toEqual(expected.map((message) => `${message}\n`));
});

test('a receiver that asks for more time gets it', async () => {
  const { api, inbox, clone } = await start({ hook: { retries: '1ms' } });
  inbox.answer = (_call, response) => void response.writeHead(429, { 'Retry-After': '3600' }).end();
  await push(await clone(), 'one');
  await inbox.next();
  const query = { status_code: '429', status: 'pending' };
  const { body } = await api.get('/_mock/deliveries/wait').query(query).expect(200);
  const waits = Date.parse(body.items[0].next_attempt_at) - Date.parse(body.items[0].timings.started_at);
  expect(waits).toBeGreaterThanOrEqual(3_600_000);
});

test('a delivery that waits to be tried again is tried again by the next start', async () => {
  const first = await start({ hook: { retries: '1h' } });
  first.inbox.answer = (_call, response) => void response.writeHead(500).end();
  await push(await first.clone(), 'one');
  await first.api.get('/_mock/deliveries/wait?status=pending&status_code=500').expect(200);
  await first.stop();
  first.inbox.rest();
  first.inbox.answer = (_call, response) => void response.end('ok');
  const second = await start({ settings: { data: first.dataFolder } });
  await second.api.post('/_mock/clock/advance').send({ by: '1h' }).expect(200);
  await second.settled();
  expect(first.inbox.rest()).toHaveLength(1);
});

test('a schedule that is none is refused with its value', async () => {
  const { api } = await start();
  const answer = await api
    .post('/api/v5/repos/demo/demo/hooks')
    .send({ url: 'http://127.0.0.1:1/', retries: 'often' })
    .expect(422);
  expect(answer.body.error_message).toContain('retries must be none, fast, svix');
});

test('jitter makes waits longer, each by another part of itself, and never shorter', async () => {
  const settings = { jitter: 0.5, clock: new Date('2026-01-01T00:00:00Z') };
  const { api, inbox, hook } = await start({ settings });
  inbox.answer = (_call, response) => void response.writeHead(500).end();
  for (let made = 0; made < 5; made += 1) {
    const id = await hook({ url: inbox.url, retries: '100s' });
    await api.post(`/api/v5/repos/demo/demo/hooks/${id}/tests`).expect(204);
  }
  const { body } = await api.get('/_mock/deliveries/wait?status_code=500&count=5').expect(200);
  const waits = body.items.map(
    (item: { next_attempt_at: string }) => Date.parse(item.next_attempt_at) - settings.clock.getTime(),
  );
  for (const wait of waits) {
    expect(wait).toBeGreaterThanOrEqual(100_000);
    expect(wait).toBeLessThanOrEqual(150_000);
  }
  expect(new Set(waits).size).toBe(5);
});
