import { expect, test } from 'vitest';
import { Inbox } from './support/inbox.js';
import { start } from './support/start.js';

test('a delivery that waits for its turn goes to where its hook points by then, with the bytes that were stored', async () => {
  const { api, inbox: before, clone, hookId, settled } = await start({ hook: {} });
  const now = await Inbox.open();
  const release = before.hold();
  const work = await clone();
  await work.commit('under way');
  await work.push();
  const sha = await work.commit('waiting');
  await work.push();
  await before.next();
  const { body: log } = await api.get('/_mock/deliveries?status=pending').expect(200);
  const { body: stored } = await api.get(`/_mock/deliveries/${log.items[0].id}`).expect(200);

  await api.patch(`/api/v5/repos/demo/demo/hooks/${hookId}`).send({ url: now.url }).expect(200);
  release();
  const call = await now.next();
  expect(call.body).toMatchObject({ after: sha });
  expect(call.text).toBe(stored.request.body);
  await settled();
  expect(before.rest()).toEqual([]);
});
