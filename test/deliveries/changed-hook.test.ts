import { expect, test } from 'vitest';
import { HOOKS } from '../support/http/deliveries.js';
import { Inbox, type Call } from '../support/http/inbox.js';
import { start, type Started } from '../support/server/start.js';
import type { Clone } from '../support/git/clone.js';

const LOG = '/_mock/deliveries';

const push = async (work: Clone, message: string) => {
  const sha = await work.commit(message);
  await work.push();
  return sha;
};

const deliveryId = ({ headers }: Call) => headers['x-atomgit-delivery'];

/** Resolves once a delivery has failed and waits to be tried again. */
const retryWaits = ({ api }: Started) =>
  api.get(`${LOG}/wait`).query({ status: 'pending', status_code: '500', timeout: '60s' }).expect(200);

/** Whether everything has come to rest, and that long before an hour is over. */
const settlesSoon = ({ api }: Started) => api.post('/_mock/settle?timeout=60s').expect(200);

/** Until the retry that waits is due. */
const advance = ({ api }: Started, by: string) => api.post('/_mock/clock/advance').send({ by }).expect(200);

const logged = async ({ api }: Started) => (await api.get(LOG).expect(200)).body.items.toReversed();

/** A receiver that fails what comes, and then takes everything. */
function failOnce(inbox: Inbox): void {
  inbox.answer = (_call, response) => {
    response.writeHead(500).end();
    inbox.answer = (_later, next) => void next.end('ok');
  };
}

const failAlways = (inbox: Inbox) => {
  inbox.answer = (_call, response) => void response.writeHead(500).end();
};

test('a delivery that waits for its turn goes to where its hook points by then, with the bytes that were stored', async () => {
  const { api, inbox: before, clone, hookId, settled } = await start({ hook: {} });
  const now = await Inbox.open();
  const release = before.hold();
  const work = await clone();
  await push(work, 'under way');
  const sha = await push(work, 'waiting');
  await before.next();
  const { body: log } = await api.get(`${LOG}?status=pending`).expect(200);
  const { body: stored } = await api.get(`${LOG}/${log.items[0].id}`).expect(200);

  await api.patch(`${HOOKS}/${hookId}`).send({ url: now.url }).expect(200);
  release();
  const call = await now.next();
  expect(call.body).toMatchObject({ after: sha });
  expect(call.text).toBe(stored.request.body);
  await settled();
  expect(before.rest()).toEqual([]);
});

test('an event is delivered by the subscriptions of its time, even if its hook has unsubscribed since', async () => {
  const { api, inbox, clone, hookId, settled } = await start({ hook: { push_events: true } });
  const release = inbox.hold();
  const work = await clone();
  await push(work, 'under way');
  const sha = await push(work, 'waiting');
  await inbox.next();
  await api.patch(`${HOOKS}/${hookId}`).send({ push_events: false }).expect(200);
  await push(work, 'no longer wanted');
  release();
  await settled();
  expect(inbox.rest().map(({ body }) => body)).toMatchObject([{ after: sha }]);
});

test('a delivery that is under way ends where it was sent to, and its retry goes to where the hook points by then', async () => {
  const server = await start({ hook: { retries: '1ms', password: 'old' } });
  const { api, inbox: before, clone, hookId, settled } = server;
  const now = await Inbox.open();
  let fail = () => {};
  before.answer = (_call, response) => (fail = () => void response.writeHead(500).end());
  await push(await clone(), 'one');
  const first = await before.next();
  await api.patch(`${HOOKS}/${hookId}`).send({ url: now.url, password: 'new' }).expect(200);
  fail();
  const second = await now.next();
  await settled();
  expect(second.bytes).toEqual(first.bytes);
  expect(deliveryId(second)).toBe(deliveryId(first));
  expect([first, second].map(({ headers }) => headers['x-atomgit-token'])).toEqual(['old', 'new']);
  expect(before.rest()).toEqual([]);
  expect(await logged(server)).toMatchObject([{ id: deliveryId(first), status: 'delivered' }]);
});

test('a retry that waits goes to where its hook points by then', async () => {
  const server = await start({ hook: { retries: '1h' } });
  const { api, inbox: before, clone, hookId, settled } = server;
  const now = await Inbox.open();
  failAlways(before);
  await push(await clone(), 'one');
  const first = await before.next();
  await retryWaits(server);
  await api.patch(`${HOOKS}/${hookId}`).send({ url: now.url }).expect(200);
  await advance(server, '1h');
  const second = await now.next();
  await settled();
  expect(second.bytes).toEqual(first.bytes);
  expect(deliveryId(second)).toBe(deliveryId(first));
  expect(before.rest()).toEqual([]);
});

test('a hook that is to be tried no more gives up with the retry that waits', async () => {
  const server = await start({ hook: { retries: '1m,1h' } });
  const { api, inbox, clone, hookId } = server;
  failAlways(inbox);
  await push(await clone(), 'one');
  await retryWaits(server);
  await api.patch(`${HOOKS}/${hookId}`).send({ retries: 'none' }).expect(200);
  await advance(server, '1m');
  await settlesSoon(server);
  expect(inbox.rest().length).toBeLessThanOrEqual(2);
  expect(await logged(server)).toMatchObject([{ status: 'failed', status_code: 500, next_attempt_at: null }]);
});

test.each([
  ['strict', 'cancelled'],
  ['pass', 'delivered'],
] as const)(
  'a retry that waits is cancelled at once when its hook is deleted, in the order %s: settle returns',
  async (order, ofTheNext) => {
    const server = await start({ settings: { order }, hook: { retries: '1h' } });
    const { api, inbox, clone, hookId } = server;
    failOnce(inbox);
    const work = await clone();
    for (const message of ['fails', 'waits or passes']) await push(work, message);
    await retryWaits(server);
    if (order === 'pass') await api.get(`${LOG}/wait`).query({ status: 'delivered' }).expect(200);
    await api.delete(`${HOOKS}/${hookId}`).expect(204);
    await settlesSoon(server);
    const deliveries = await logged(server);
    expect(deliveries).toMatchObject([
      { status: 'cancelled', next_attempt_at: null, error: expect.stringContaining('deleted') },
      { status: ofTheNext },
    ]);
    expect((await api.get(`${LOG}/${deliveries[0].id}`).expect(200)).body).toMatchObject({
      attempts: 1,
      history: [{ status: 500 }],
    });
  },
);

test('a retry that waits is cancelled at once when its repository is deleted: settle returns', async () => {
  const server = await start({ hook: { retries: '1h' } });
  const { api, inbox, clone } = server;
  failAlways(inbox);
  await push(await clone(), 'one');
  await retryWaits(server);
  await api.delete('/api/v5/repos/demo/demo').expect(204);
  await settlesSoon(server);
  expect(await logged(server)).toMatchObject([{ status: 'cancelled' }]);
});

test('a delivery that fails after its hook was deleted is not tried again: settle returns', async () => {
  const server = await start({ hook: { retries: '1h' } });
  const { api, inbox, clone, hookId } = server;
  let fail = () => {};
  inbox.answer = (_call, response) => (fail = () => void response.writeHead(500).end());
  await push(await clone(), 'one');
  await inbox.next();
  await api.delete(`${HOOKS}/${hookId}`).expect(204);
  fail();
  await settlesSoon(server);
  const [delivery] = await logged(server);
  expect(['cancelled', 'failed']).toContain(delivery.status);
  expect(delivery.next_attempt_at).toBeNull();
});

test('the retries of other hooks stay as they are when one is deleted or changed', async () => {
  const server = await start({ hook: { retries: '1h' } });
  const { api, inbox, clone, hook } = server;
  const other = await Inbox.open();
  const deleted = await hook({ url: other.url, retries: '1h' });
  for (const each of [inbox, other]) failAlways(each);
  await push(await clone(), 'one');
  const query = { status: 'pending', status_code: '500', count: '2' };
  await api.get(`${LOG}/wait`).query(query).expect(200);
  await api.patch(`${HOOKS}/${deleted}`).send({ password: 'changed' }).expect(200);
  await api.delete(`${HOOKS}/${deleted}`).expect(204);
  await api.post('/_mock/settle?timeout=200ms').expect(408);
  expect(inbox.rest()).toHaveLength(1);
  const { body } = await api.get(`${LOG}?status=pending`).expect(200);
  expect(body.items.map(({ hook_id: id }: { hook_id: number }) => id)).toContain(server.hookId);
});
