import { expect, test } from 'vitest';
import { rawLines } from '../support/http/raw-request.js';
import { start, type Started } from '../support/server/start.js';

const HOOKS = '/api/v5/repos/demo/demo/hooks';
const LOG = '/_mock/deliveries';

const testHook = ({ api }: Started, hookId: number) => api.post(`${HOOKS}/${hookId}/tests`).expect(204);

/** Oldest first. */
const logged = async ({ api }: Started): Promise<{ id: string; status: string; next_attempt_at: string }[]> =>
  (await api.get(LOG).expect(200)).body.items.toReversed();

test('a delivery is sent again as the same bytes under the same id, and every attempt stays on record', async () => {
  const server = await start({ hook: { push_events: true } });
  const { api, inbox, hookId, settled } = server;
  inbox.answer = (_call, response) => void response.writeHead(500).end();
  await testHook(server, hookId);
  await settled();
  inbox.answer = (_call, response) => void response.writeHead(200).end();
  const [{ id } = { id: '' }] = await logged(server);
  const { body } = await api.post(`${LOG}/${id}/redeliver`).expect(202);
  expect(body).toMatchObject({ id, status: 'pending' });
  await settled();
  const [first, second, ...others] = inbox.history;
  expect(others).toEqual([]);
  expect(second?.bytes).toEqual(first?.bytes);
  expect(second?.headers['x-atomgit-delivery']).toBe(id);
  const { body: delivery } = await api.get(`${LOG}/${id}`).expect(200);
  expect(delivery).toMatchObject({
    status: 'delivered',
    attempts: 2,
    history: [{ status: 500 }, { status: 200 }],
  });
});

test('all that match a filter are sent again, in the order in which they were sent first', async () => {
  const server = await start({ hook: { push_events: true } });
  const { api, inbox, hook, hookId, settled } = server;
  inbox.answer = ({ path }, response) => void response.writeHead(path === '/gone' ? 410 : 200).end();
  const other = await hook({ url: `${inbox.url}gone`, push_events: true });
  for (const id of [other, hookId, other]) await testHook(server, id);
  await settled();
  const failed = (await logged(server)).filter(({ status }) => status === 'failed').map(({ id }) => id);
  const before = inbox.history.length;
  expect((await api.post(`${LOG}/redeliver?status=failed`).expect(202)).body).toEqual({ redelivered: 2 });
  await settled();
  expect(inbox.history.slice(before).map(({ headers }) => headers['x-atomgit-delivery'])).toEqual(failed);
  expect((await api.post(`${LOG}/redeliver?repository=demo/other`).expect(202)).body).toEqual({
    redelivered: 0,
  });
});

test('an address that sounds like a full disk is none', async () => {
  const { api } = await start();
  const { status } = await api.post(`${LOG}/No%20space%20left%20on%20device/redeliver`);
  expect(status).toBe(404);
});

test('a delivery that cannot be sent again is refused and stays unchanged', async () => {
  const server = await start({ hook: { push_events: true } });
  const { api, inbox, hookId, settled, url } = server;
  await api.post(`${LOG}/nothing/redeliver`).expect(404);
  const misspelt = await api.post(`${LOG}/redeliver?staus=failed`).expect(422);
  expect(misspelt.body.message).toContain('staus');
  await api.post(`${LOG}/redeliver?status=pending`).expect(422);

  const held: (() => void)[] = [];
  const hasArrived = new Promise<void>((arrive) => {
    inbox.answer = (_call, response) => {
      held.push(() => void response.writeHead(200).end());
      arrive();
    };
  });
  await testHook(server, hookId);
  await hasArrived;
  const [{ id } = { id: '' }] = await logged(server);
  expect((await api.post(`${LOG}/${id}/redeliver`).expect(409)).body.message).toContain('pending');
  const release = () => held.splice(0).forEach((answer) => answer());
  release();
  await settled();

  // In one packet: both are read before either is written.
  const again = [`POST ${LOG}/${id}/redeliver HTTP/1.1`, 'Host: atomgit', 'Content-Length: 0'];
  const twice = await rawLines(url, ...again, '', ...again, 'Connection: close');
  expect(twice.match(/(?<=HTTP\/1.1 )\d+/g)).toEqual(['202', '409']);
  expect(twice).toContain('is pending: it will be sent anyway');
  await expect.poll(() => held.length).toBe(1);
  release();
  await settled();

  await api.delete(`${HOOKS}/${hookId}`).expect(204);
  expect((await api.post(`${LOG}/${id}/redeliver`).expect(409)).body.message).toContain('deleted');
  expect((await api.get(`${LOG}/${id}`).expect(200)).body).toMatchObject({
    status: 'delivered',
    attempts: 2,
  });
  expect((await api.post(`${LOG}/redeliver`).expect(202)).body).toEqual({ redelivered: 0 });
});
