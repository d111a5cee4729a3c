import { expect, test } from 'vitest';
import { start, type Started } from '../support/server/start.js';

const REPOSITORY = '/api/v5/repos/demo/demo';
const START = new Date('2026-01-02T03:04:05.000Z');

const EVERYTHING = {
  push_events: true,
  tag_push_events: true,
  note_events: true,
  merge_requests_events: true,
};

test('a frozen clock gives its time to payloads, and moves only on request', async () => {
  const server = await start({ hook: EVERYTHING });
  const { api, inbox, settled } = server;
  const set = await api
    .put('/_mock/clock')
    .send({ time: '2026-01-02T11:04:05+08:00', frozen: true })
    .expect(200);
  expect(set.body).toEqual({ now: '2026-01-02T03:04:05.000Z', frozen: true });
  await tellEverything(server, '1');
  await api.post('/_mock/clock/advance').send({ by: '1h' }).expect(200);
  await tellEverything(server, '2');
  await settled();
  const opened = inbox
    .rest()
    .map(({ body }) => body as { object_attributes?: { action?: string; created_at: string } })
    .filter((body) => body.object_attributes?.action === 'open')
    .map((body) => body.object_attributes?.created_at);
  expect(opened).toEqual(['2026-01-02T03:04:05Z', '2026-01-02T04:04:05Z']);
});

test('retries come when the clock is moved to their time, and not before', async () => {
  const { api, inbox, clone, settled } = await start({ hook: { retries: 'svix' } });
  await api.put('/_mock/clock').send({ frozen: true }).expect(200);
  inbox.answer = (_call, response) => void response.writeHead(500).end();
  const work = await clone();
  await work.commit('hello');
  await work.push();
  await inbox.next();
  for (const wait of ['5s', '5m', '30m', '2h', '5h', '10h']) {
    await api.get('/_mock/deliveries/wait?status=pending&status_code=500').expect(200);
    await api.post('/_mock/clock/advance').send({ by: '4999ms' }).expect(200);
    expect(inbox.rest()).toEqual([]);
    await api.post('/_mock/clock/advance').send({ by: wait }).expect(200);
    await inbox.next();
    await retried(api);
  }
  inbox.answer = (_call, response) => void response.end();
  await api.post('/_mock/clock/advance').send({ by: '10h' }).expect(200);
  await inbox.next();
  await settled();
  const { body } = await api.get('/_mock/deliveries').expect(200);
  expect(body.items).toMatchObject([{ status: 'delivered' }]);
});

/** Resolves when the latest attempt is on record: then the next one has its time. */
async function retried(api: Started['api']): Promise<void> {
  const now: string = (await api.get('/_mock/clock')).body.now;
  await expect
    .poll(async () => (await api.get('/_mock/deliveries')).body.items[0].next_attempt_at)
    .toSatisfy((time: string) => time > now);
}

test('a clock that was set goes on from there, and can go back to the time of the machine', async () => {
  const { api } = await start();
  const { body } = await api.put('/_mock/clock').send({ time: '2030-01-01' }).expect(200);
  expect(body).toMatchObject({ frozen: false, now: expect.stringMatching(/^2030-01-01T00:00:0/) });
  const [first, second] = [await api.get('/_mock/clock'), await api.get('/_mock/clock')];
  expect(Date.parse(second.body.now)).toBeGreaterThanOrEqual(Date.parse(first.body.now));
  const reset = await api.delete('/_mock/clock').expect(200);
  expect(Math.abs(Date.parse(reset.body.now) - Date.now())).toBeLessThan(60_000);
});

test.each([
  ['put', '', {}, /time or frozen is missing/],
  ['put', '', { time: 'soon' }, /time must be a time like .*"soon"/],
  ['put', '', { frozen: 'perhaps' }, /frozen must be true, false/],
  ['post', '/advance', {}, /by is missing/],
  ['post', '/advance', { by: '-5s' }, /by must be .*"-5s"/],
] as const)('a clock refuses %s %s %j and stays as it is', async (method, path, sent, message) => {
  const { api } = await start({ settings: { clock: START } });
  const { body } = await api[method](`/_mock/clock${path}`).send(sent).expect(422);
  expect(JSON.stringify(body).replaceAll('\\', '')).toMatch(message);
  expect((await api.get('/_mock/clock')).body).toEqual({ now: START.toISOString(), frozen: true });
});

test.each([
  ['put', '', { time: '9999-12-31T23:59:59-01:00' }, '+010000-01-01T00:59:59.000Z'],
  ['put', '', { time: '1969-12-31' }, '1969-12-31T00:00:00.000Z'],
  ['post', '/advance', { by: '1d' }, '+010000-01-01T00:00:00.000Z'],
] as const)('a clock goes from 1970 to 9999, and refuses %s %s %j', async (method, path, sent, time) => {
  const { api } = await start({ settings: { clock: new Date('9999-12-31T00:00:00Z') } });
  const { body } = await api[method](`/_mock/clock${path}`).send(sent).expect(422);
  expect(body.message).toBe(
    `the clock goes from 1970-01-01T00:00:00.000Z to 9999-12-31T23:59:59.000Z: it cannot be ${time}`,
  );
  expect((await api.get('/_mock/clock')).body).toEqual({ now: '9999-12-31T00:00:00.000Z', frozen: true });
});

test('a running clock stops at the end of 9999', async () => {
  const { api } = await start({ settings: { seed: 'none' } });
  const end = '9999-12-31T23:59:59.000Z';
  const { body } = await api.put('/_mock/clock').send({ time: end, frozen: false }).expect(200);
  expect(body).toEqual({ now: end, frozen: false });
  expect((await api.get('/_mock/clock')).body.now).toBe(end);
});

/** A branch, a tag, a merge request with comments, and its merge, all made by the API. */
async function tellEverything({ api, clone, settled }: Started, name: string) {
  const work = await clone();
  const dates = { GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z', GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z' };
  await work.commit(`topic ${name}`, dates);
  await work.push(`HEAD:refs/heads/topic-${name}`);
  await api
    .post(`${REPOSITORY}/tags`)
    .send({ tag_name: `v${name}`, refs: 'master', tag_message: 'one' })
    .expect(200);
  const pull = { title: 'Topic', head: `topic-${name}`, base: 'master' };
  const { body } = await api.post(`${REPOSITORY}/pulls`).send(pull).expect(200);
  const number = Number(body.number ?? body.iid);
  // What follows shows whether it can be merged.
  await settled();
  await api.post(`${REPOSITORY}/pulls/${number}/comments`).send({ body: 'Fine' }).expect(200);
  await api.put(`${REPOSITORY}/pulls/${number}/merge`).send({}).expect(200);
}

test('with a clock frozen from the start, the same calls give the same ids, shas and bodies', async () => {
  const record = async () => {
    const server = await start({ settings: { clock: START } });
    const { api, inbox, hook, settled } = server;
    for (const dialect of ['documented', 'gitcode']) await hook({ ...EVERYTHING, url: inbox.url, dialect });
    await tellEverything(server, '1');
    const user = await api.post('/_mock/users').send({ login: 'ann' }).expect(201);
    await settled();
    const sent = inbox.rest().map(({ headers, text }) => ({
      id: headers['x-atomgit-delivery'],
      // Only where it listens differs.
      text: text.replaceAll(server.url, 'http://server'),
    }));
    return { user: user.body, sent: sent.sort((a, b) => String(a.id).localeCompare(String(b.id))) };
  };
  const [first, second] = [await record(), await record()];
  expect(first.sent).toHaveLength(12);
  expect(second).toEqual(first);
});
