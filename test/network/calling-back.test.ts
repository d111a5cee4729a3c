import { expect, test } from 'vitest';
import { HOOKS } from '../support/http/deliveries.js';
import { Inbox, type Call } from '../support/http/inbox.js';
import { ALL_EVENTS, pushFeature } from '../support/merge-requests/merge-requests.js';
import { start } from '../support/server/start.js';

const REPOSITORY = '/api/v5/repos/demo/demo';
const LOG = '/_mock/deliveries';

/** Lets a receiver do something with the first call before it answers that. Resolves, or rejects, when it has. */
function beforeAnswering(inbox: Inbox, act: (call: Call) => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    inbox.answer = (call, response) => {
      inbox.answer = (_later, next) => void next.end('ok');
      act(call)
        .finally(() => response.end('ok'))
        .then(resolve, reject);
    };
  });
}

const inWords = ({ headers, body }: Call) =>
  `${headers['x-atomgit-event']} ${(body as { ref?: string }).ref ?? ''}`.trim();

test('a receiver may call the API and push before it answers; the resulting deliveries follow in order', async () => {
  const server = await start({ hook: { ...ALL_EVENTS, tag_push_events: true } });
  const { api, inbox, clone, hook, settled } = server;
  const work = await clone();
  const other = await Inbox.open();
  const acted = beforeAnswering(inbox, async ({ headers }) => {
    const id = headers['x-atomgit-delivery'];
    const { body } = await api.get(`${LOG}?status=pending`).expect(200);
    expect(body.items).toMatchObject([{ id }]);
    await api.post(`${LOG}/${id}/redeliver`).expect(409);
    await hook({ url: other.url, push_events: true });
    await api.post(`${REPOSITORY}/branches`).send({ branch_name: 'by-api', refs: 'master' }).expect(200);
    // Its own hook still waits; the new one need not.
    expect(inWords(await other.next())).toBe('Push Hook refs/heads/by-api');
    await api.post(`${REPOSITORY}/tags`).send({ tag_name: 'v1', refs: 'master' }).expect(200);
    const pull = { title: 'From inside', head: 'feature', base: 'master' };
    await api.post(`${REPOSITORY}/pulls`).send(pull).expect(200);
    await work.push('HEAD:refs/heads/by-git');
    expect((await api.get(`${REPOSITORY}/hooks`).expect(200)).body).toHaveLength(2);
    expect(inbox.history).toHaveLength(1);
  });
  await pushFeature(work);
  await acted;
  await settled();
  expect(inbox.history.map(inWords)).toEqual([
    'Push Hook refs/heads/feature',
    'Push Hook refs/heads/by-api',
    'Tag Push Hook refs/tags/v1',
    'Merge Request Hook',
    'Push Hook refs/heads/by-git',
  ]);
});

test('a receiver may delete its own hook before it answers: that delivery counts, and nothing follows', async () => {
  const server = await start({ hook: {} });
  const { api, inbox, hookId, clone, settled } = server;
  const work = await clone();
  const acted = beforeAnswering(inbox, async () => {
    await work.push('HEAD:refs/heads/waits');
    await api.delete(`${HOOKS}/${hookId}`).expect(204);
    await api.get(`${HOOKS}/${hookId}`).expect(404);
  });
  await pushFeature(work);
  await acted;
  await settled();
  expect(inbox.history).toHaveLength(1);
  const { body } = await api.get(LOG).expect(200);
  expect(body.items).toMatchObject([{ status: 'cancelled' }, { status: 'delivered', status_code: 200 }]);
});

test('more receivers than there are slots call back at once, each before it answers, and none waits for another', async () => {
  const HOOKED = 20;
  const internals = { dispatchTimings: { slowAfter: 50 } };
  const { api, inbox, hook, clone, settled } = await start({ internals });
  for (let made = 0; made < HOOKED; made += 1) await hook({ url: `${inbox.url}${made}` });
  const statuses: number[] = [];
  const callBack = async (name: string) => {
    const made = await api
      .post(`${REPOSITORY}/branches`)
      .send({ branch_name: `made-by-${name}`, refs: 'master' });
    statuses.push(made.status);
  };
  inbox.answer = ({ path, body }, response) => {
    const isFirst = (body as { ref: string }).ref === 'refs/heads/feature';
    const done = isFirst ? callBack(path.slice(1)) : Promise.resolve();
    void done.finally(() => response.end('ok'));
  };
  await pushFeature(await clone());
  await settled();
  expect(statuses).toEqual(Array.from({ length: HOOKED }, () => 200));
  expect(inbox.history).toHaveLength(HOOKED * (1 + HOOKED));
});
