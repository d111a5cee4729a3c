import { expect, test } from 'vitest';
import {
  openRequest,
  PULLS,
  startWithFeature,
  startWithRequest,
  eventLines,
} from '../support/merge-requests/merge-requests.js';

const ONE = `${PULLS}/1`;
const MANY = Array.from({ length: 100_000 }, (_, index) => `l${index}`);
const TOO_MANY = 'has 100000 names; at most 100 are allowed';

/** @returns ranges of 100 label names that share none */
const hundred = (start: number) => MANY.slice(start, start + 100);

test('a request with a hundred thousand labels, assignees or testers is refused by field and count', async () => {
  const server = await startWithRequest({ labels: 'bug' });
  const { api } = server;
  const lists = { labels: MANY, assignees: MANY.join(), testers: MANY };
  for (const [field, names] of Object.entries(lists)) {
    const calls = [
      api.post(PULLS).send({ title: 'x', head: 'feature', base: 'master', [field]: names }),
      api.patch(ONE).send({ title: 'New', [field]: names }),
      api.post(`${ONE}/${field}`).send({ [field]: names }),
    ];
    for (const call of calls) {
      const { body } = await call.expect(422);
      expect(body.error_message).toBe(`${field} ${TOO_MANY}`);
    }
  }
  const { body } = await api.put(`${ONE}/labels`).send(MANY).expect(422);
  expect(body.error_message).toBe(`labels ${TOO_MANY}`);
  expect((await api.get(`${ONE}/labels`).expect(200)).body).toMatchObject([{ name: 'bug' }]);
  expect(await eventLines(server)).toEqual([]);
});

test('a request has a hundred labels at most, however many calls add them', async () => {
  const server = await startWithFeature();
  const { api } = server;
  await openRequest(server, { labels: hundred(0) });
  await api.post(`${ONE}/labels`).send(hundred(0)).expect(201);
  const { body } = await api.post(`${ONE}/labels`).send(hundred(50)).expect(422);
  expect(body.error_message).toBe('labels would come to 150 on this request; at most 100 are allowed');
  await api.put(`${ONE}/labels`).send(hundred(100)).expect(200);
  expect((await api.get(`${ONE}/labels`).expect(200)).body).toHaveLength(100);
});
