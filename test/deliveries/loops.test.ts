import { expect, test } from 'vitest';
import type { Answer, Call } from '../support/http/inbox.js';
import { start, type Started } from '../support/server/start.js';

const REPOSITORY = '/api/v5/repos/demo/demo';
const HOOKS = `${REPOSITORY}/hooks`;
const DELIVERY = 'x-atomgit-delivery';
const UNKNOWN = '7f0a3c52-5c0e-4b52-9d0b-0d6f3a1b2c3d';

interface Logged {
  readonly id: string;
  readonly status: string;
  readonly error: string | null;
}

interface Happened {
  readonly kind: string;
  readonly depth: number;
  readonly hooks: readonly {
    readonly hook_id: number;
    readonly is_wanted: boolean;
    readonly reason: string;
  }[];
}

/** Oldest first. */
const deliveries = async ({ api }: Started): Promise<Logged[]> =>
  (await api.get('/_mock/deliveries').expect(200)).body.items.toReversed();

/** Oldest first. */
const events = async ({ api }: Started): Promise<Happened[]> =>
  (await api.get('/_mock/events').expect(200)).body.items.toReversed();

const depths = async (server: Started) => (await events(server)).map(({ depth }) => depth);

const idOf = (call: Call): string => call.headers[DELIVERY] ?? '';

const addBranch = ({ url }: Started, name: string, headers: Record<string, string> = {}) =>
  fetch(`${url}${REPOSITORY}/branches`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify({ branch_name: name, refs: 'master' }),
  });

/** A receiver that answers each delivery by making the next branch, up to `most`. */
function branching(
  server: Started,
  most: number,
  headersFor: (call: Call) => Record<string, string>,
): Answer {
  let count = 0;
  return (call, response) => {
    count += 1;
    if (count > most) return void response.end();
    void addBranch(server, `loop-${count}`, headersFor(call)).then((made) =>
      response.writeHead(made.ok ? 200 : 500).end(),
    );
  };
}

test('a hook that points at its own test is cut off, and everything says so', async () => {
  const server = await start({ settings: { loopDepth: 3 }, hook: { push_events: false } });
  const { api, url, hookId, settled } = server;
  await api
    .patch(`${HOOKS}/${hookId}`)
    .send({ url: `${url}${HOOKS}/${hookId}/tests` })
    .expect(200);
  await api.post(`${HOOKS}/${hookId}/tests`).expect(204);
  await settled();
  const error = 'cut off: 4 hooks deep in a chain of hooks that trigger each other (--loop-depth 3)';
  const sent = { status: 'delivered', error: null };
  expect(await deliveries(server)).toMatchObject([sent, sent, sent, sent, { status: 'cancelled', error }]);
  expect(await depths(server)).toEqual([0, 1, 2, 3, 4]);
  const last = (await events(server)).at(-1);
  expect(last?.hooks).toEqual([
    { hook_id: hookId, is_wanted: true, reason: `it is the hook under test, but ${error}` },
  ]);
});

test.each(['documented', 'gitcode', 'codeup'])(
  'a receiver that passes the delivery id of the dialect %s on and makes branches is cut off',
  async (dialect) => {
    const server = await start({ settings: { loopDepth: 2 }, hook: { dialect } });
    const { inbox, settled } = server;
    const name = { documented: 'X-AtomGit-Delivery', gitcode: 'X-GitCode-Delivery' }[dialect];
    const passed = name ?? 'X-Codeup-Delivery';
    inbox.answer = branching(server, 9, ({ headers }) => ({ [passed]: headers[passed.toLowerCase()] ?? '' }));
    expect((await addBranch(server, 'first')).status).toBe(200);
    await settled();
    expect(inbox.history.map(({ body }) => (body as { ref: string }).ref)).toEqual([
      'refs/heads/first',
      'refs/heads/loop-1',
      'refs/heads/loop-2',
    ]);
    expect(await depths(server)).toEqual([0, 1, 2, 3]);
    expect((await deliveries(server)).map(({ status }) => status)).toEqual([
      'delivered',
      'delivered',
      'delivered',
      'cancelled',
    ]);
    const made = await server.api.get(`${REPOSITORY}/branches/loop-3`).expect(200);
    expect(made.body.name).toBe('loop-3');
  },
);

test('a receiver that passes on no id, or an unknown one, is not counted', async () => {
  const server = await start({ settings: { loopDepth: 1 }, hook: {} });
  server.inbox.answer = branching(server, 4, () =>
    server.inbox.history.length % 2 === 0 ? { [DELIVERY]: UNKNOWN } : {},
  );
  await addBranch(server, 'first');
  await server.settled();
  expect(await depths(server)).toEqual([0, 0, 0, 0, 0]);
  expect((await deliveries(server)).every(({ status }) => status === 'delivered')).toBe(true);
});

test('each push counts by its own cause, whoever else pushes meanwhile, and pushes by path have depth 0', async () => {
  const server = await start({ hook: {} });
  const { api, inbox, clone, bare, settled } = server;
  const [one, two, three] = [await clone(), await clone(), await clone()];
  for (const [index, work] of [one, two, three].entries()) await work.commit(`commit ${index}`);
  await one.push('HEAD:refs/heads/one');
  const cause = idOf(await inbox.next());
  await three.git('remote', 'set-url', 'origin', bare());
  await Promise.all([
    one.push('HEAD:refs/heads/apart'),
    two.git(
      '-c',
      `http.extraHeader=X-AtomGit-Delivery: ${cause}`,
      'push',
      '-q',
      'origin',
      'HEAD:refs/heads/caused',
    ),
    three.push('HEAD:refs/heads/by-path'),
    addBranch(server, 'by-api', { [DELIVERY]: cause }),
    api.post('/_mock/settle').set(DELIVERY, cause).expect(200),
  ]);
  await settled();
  const pushes = inbox.rest().map((call) => [(call.body as { ref: string }).ref, idOf(call)] as const);
  const ids = (await deliveries(server)).map(({ id }) => id);
  const depthOf = new Map(ids.map((id, index) => [id, index]));
  const all = await depths(server);
  const byRef = Object.fromEntries(pushes.map(([ref, id]) => [ref, all[depthOf.get(id) ?? -1]]));
  expect(byRef).toEqual({
    'refs/heads/apart': 0,
    'refs/heads/caused': 1,
    'refs/heads/by-path': 0,
    'refs/heads/by-api': 1,
  });
});

test('everything that a call makes happen is as deep as the call, merges and comments, too', async () => {
  const server = await start({ hook: {} });
  const { api, inbox, clone, settled } = server;
  const work = await clone();
  await work.commit('topic');
  await work.push('HEAD:refs/heads/topic');
  const cause = idOf(await inbox.next());
  const caused = { [DELIVERY]: cause };
  const pull = { title: 'Topic', head: 'topic', base: 'master' };
  await api.post(`${REPOSITORY}/pulls`).set(caused).send(pull).expect(200);
  await api.post(`${REPOSITORY}/pulls/1/comments`).set(caused).send({ body: 'Fine' }).expect(200);
  await api.put(`${REPOSITORY}/pulls/1/merge`).set(caused).send({}).expect(200);
  await settled();
  const happened = (await events(server)).map(({ kind, depth }) => [kind, depth]);
  expect(happened).toEqual([
    ['branch-moved', 0],
    ['merge-request-changed', 1],
    ['merge-request-commented', 1],
    ['merge-request-changed', 1],
    ['branch-moved', 1],
  ]);
});

test('a cut-off delivery can be sent by hand', async () => {
  const server = await start({ settings: { loopDepth: 1 }, hook: {} });
  const { api, inbox, settled } = server;
  inbox.answer = branching(server, 2, (call) => ({ [DELIVERY]: idOf(call) }));
  await addBranch(server, 'first');
  await settled();
  const cut = (await deliveries(server)).at(-1);
  expect(cut).toMatchObject({ status: 'cancelled' });
  await api.post(`/_mock/deliveries/${cut?.id}/redeliver`).expect(202);
  await settled();
  expect(idOf(inbox.history.at(-1) as Call)).toBe(cut?.id);
  expect((await deliveries(server)).at(-1)).toMatchObject({ status: 'delivered', error: null });
});
