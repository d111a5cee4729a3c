import { expect, test } from 'vitest';
import { inconsistencies } from '../support/merge-requests/consistency.js';
import { git, type Clone } from '../support/git/clone.js';
import {
  ALL_EVENTS,
  attributesOf,
  pull,
  PULLS,
  eventLines,
  type SentPayload,
} from '../support/merge-requests/merge-requests.js';
import { importBranches } from '../support/git/import-branches.js';
import { pauseRef } from '../support/git/ref-pause.js';
import { start, type Started } from '../support/server/start.js';

const ZERO_SHA = '0'.repeat(40);

/** A request of a source into a target that no other request has, and a commit more for each of the two. */
interface Lane {
  readonly number: number;
  readonly source: string;
  readonly target: string;
  readonly base: string;
  readonly head: string;
  /** On top of the head. */
  readonly nextOfSource: string;
  /** On top of the base. */
  readonly nextOfTarget: string;
}

type Server = Started & { readonly work: Clone };

const names = (name: string, count: number) => Array.from({ length: count }, (_, at) => `${name}-${at + 1}`);

const watched = (server: Started) => ({ ...server, folder: server.bare() });

const open = ({ api }: Started, head: string, base = 'master') =>
  api.post(PULLS).send({ title: head, head, base });

const merge = ({ api }: Started, number: number, order: object = {}) =>
  api.put(`${PULLS}/${number}/merge`).send(order);

const statuses = (answers: readonly { readonly status: number }[]) =>
  answers.map(({ status }) => status).toSorted((a, b) => a - b);

/** The commits of a branch of the server. */
const historyOf = async ({ bare }: Server, branch: string): Promise<string[]> =>
  (await git(bare(), ['rev-list', `refs/heads/${branch}`])).split('\n');

/** What was told of a request. */
const actionsOf = ({ inbox }: Started, number: number) =>
  inbox.history
    .map(({ body }) => attributesOf(body as SentPayload))
    .flatMap((request) => (request?.iid === number ? [request.action] : []));

/**
 * Two ways to push, so that a race ends one way or the other: git, which takes its time, or the one request that moves
 * the ref, by which a push nearly always wins.
 * @returns a function that starts the push, and resolves to whether git took it
 */
async function pusher(
  { work, url }: Server,
  way: 'git' | 'quick',
  move: { readonly branch: string; readonly before: string; readonly after: string },
): Promise<() => Promise<boolean>> {
  const ref = `refs/heads/${move.branch}`;
  if (way === 'git') {
    const refspec = move.after === ZERO_SHA ? `:${ref}` : `${move.after}:${ref}`;
    return () => work.push(refspec).then(...([() => true, () => false] as const));
  }
  const command = `${move.before} ${move.after} ${ref}\0report-status`;
  const length = (command.length + 4).toString(16).padStart(4, '0');
  const body =
    move.after === ZERO_SHA
      ? Buffer.from(`${length}${command}0000`)
      : await work.pushBody({ ref, before: move.before, after: move.after });
  return async () => {
    const headers = { 'content-type': 'application/x-git-receive-pack-request' };
    const address = `${url}/demo/demo.git/git-receive-pack`;
    const response = await fetch(address, { method: 'POST', headers, body });
    return (await response.text()).includes(`ok ${ref}`);
  };
}

const wayOf = (round: number) => (round % 2 === 0 ? 'git' : 'quick');

async function startWithBranches(
  branches: readonly string[],
  file?: string,
  targets: readonly string[] = [],
) {
  const server = await start({ hook: ALL_EVENTS });
  const work = await server.clone();
  const imported = await importBranches(work, branches, file === undefined ? {} : { file });
  await work.push(...branches, ...targets.map((target) => `origin/master:refs/heads/${target}`));
  return { ...server, work, imported };
}

/** Requests that are opened all at once. */
async function startWithLanes(count: number) {
  const targets = names('target', count);
  const server = await startWithBranches(names('source', count), undefined, targets);
  const { work, imported } = server;
  const base = await work.sha('origin/master');
  const heads = imported.map(({ sha }) => sha);
  const nextOfSource = await importBranches(work, names('next', count), { from: heads });
  const nextOfTarget = await importBranches(work, names('elsewhere', count));
  const opened = await Promise.all(
    targets.map((target, index) => open(server, `source-${index + 1}`, target).expect(200)),
  );
  const lanes = opened.map(({ body }, index): Lane => ({
    number: Number(body.number),
    source: `source-${index + 1}`,
    target: `target-${index + 1}`,
    base,
    head: heads[index] ?? '',
    nextOfSource: nextOfSource[index]?.sha ?? '',
    nextOfTarget: nextOfTarget[index]?.sha ?? '',
  }));
  await eventLines(server);
  return { ...server, lanes };
}

test('when many merge the same request at once, one succeeds and the others get an error', async () => {
  const server = await startWithLanes(3);
  const { lanes, bare } = server;
  const orders = ['merge', 'squash', 'rebase'].map((merge_method) => ({ merge_method }));
  const answers = await Promise.all(
    lanes.map(({ number }, index) =>
      Promise.all(names('person', 4).map(() => merge(server, number, orders[index]))),
    ),
  );
  expect(answers.map(statuses)).toEqual(lanes.map(() => [200, 405, 405, 405]));
  const events = await eventLines(server);
  const expected = lanes.flatMap(({ number, target }) => [`!${number} merge`, `push ${target}`]);
  expect(events.toSorted()).toEqual(expected.toSorted());
  for (const [index, { target }] of lanes.entries()) {
    const [tip] = await historyOf(server, target);
    expect(answers[index]?.find(({ status }) => status === 200)?.body).toMatchObject({ sha: tip });
    expect(await git(bare(), ['rev-list', '--count', '--first-parent', `master..${target}`])).toBe('1');
  }
  expect(await inconsistencies(watched(server))).toEqual([]);
});

test('requests that are merged into the same branch at once all come in, whatever the method', async () => {
  const branches = names('topic', 6);
  const server = await startWithBranches(branches);
  const opened = await Promise.all(branches.map((branch) => open(server, branch).expect(200)));
  const numbers = opened.map(({ body }) => Number(body.number));
  expect(numbers.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6]);
  const methods = ['merge', 'squash', 'rebase'];
  await Promise.all(
    numbers.map((number, index) =>
      merge(server, number, { merge_method: methods[index % 3], prune_source_branch: true }).expect(200),
    ),
  );
  expect(await inconsistencies(watched(server))).toEqual([]);
  const files = (await git(server.bare(), ['ls-tree', '--name-only', 'master'])).split('\n');
  expect(files).toEqual(expect.arrayContaining(branches.map((branch) => `${branch}.txt`)));
  expect(await server.refs('refs/heads/topic-*')).toBe('');
});

test('of requests that conflict with each other, one is merged and the others can be no more', async () => {
  const branches = names('topic', 3);
  const server = await startWithBranches(branches, 'same.txt');
  await Promise.all(branches.map((branch) => open(server, branch).expect(200)));
  const answers = await Promise.all(branches.map((_, index) => merge(server, index + 1)));
  expect(statuses(answers)).toEqual([200, 409, 409]);
  expect(await inconsistencies(watched(server))).toEqual([]);
  const pulls = await Promise.all(branches.map((_, index) => pull(server, index + 1)));
  expect(pulls.map(({ state, merge_status }) => `${state} ${merge_status}`).toSorted()).toEqual([
    'merged can_be_merged',
    'open cannot_be_merged',
    'open cannot_be_merged',
  ]);
});

test('when a push to the target races a merge, both go in or git refuses the push', async () => {
  const server = await startWithLanes(2);
  for (const [round, { number, target, base, head, nextOfTarget }] of server.lanes.entries()) {
    const push = await pusher(server, wayOf(round), { branch: target, before: base, after: nextOfTarget });
    const [answer, isPushed] = await Promise.all([merge(server, number), push()]);
    expect(answer.body).toMatchObject({ merged: true });
    const history = await historyOf(server, target);
    expect(history).toContain(head);
    expect(history.includes(nextOfTarget)).toBe(isPushed);
    expect(await inconsistencies(watched(server))).toEqual([]);
  }
});

test('when a push to the source races a merge, its commit is sent before and merged, or not merged at all', async () => {
  const server = await startWithLanes(4);
  for (const [round, { number, source, target, head, nextOfSource }] of server.lanes.entries()) {
    const push = await pusher(server, wayOf(round), { branch: source, before: head, after: nextOfSource });
    const order = { prune_source_branch: round % 4 < 2 };
    const [answer, isPushed] = await Promise.all([merge(server, number, order), push()]);
    expect(answer.body).toMatchObject({ merged: true });
    expect(isPushed || order.prune_source_branch).toBe(true);
    expect(await inconsistencies(watched(server))).toEqual([]);
    const isIn = (await historyOf(server, target)).includes(nextOfSource);
    expect((await pull(server, number)).head.sha).toBe(isIn ? nextOfSource : head);
    expect(actionsOf(server, number)).toEqual(isIn ? ['open', 'update', 'merge'] : ['open', 'merge']);
  }
});

test('when the source branch is deleted while its request is being merged, it is merged or closed', async () => {
  const server = await startWithLanes(2);
  for (const [round, { number, source, head }] of server.lanes.entries()) {
    const push = await pusher(server, wayOf(round), { branch: source, before: head, after: ZERO_SHA });
    const [{ status }, isPushed] = await Promise.all([merge(server, number), push()]);
    expect(isPushed).toBe(true);
    expect(await inconsistencies(watched(server))).toEqual([]);
    const { state } = await pull(server, number);
    expect([status, state]).toEqual(status === 200 ? [200, 'merged'] : [405, 'closed']);
  }
});

test('when a close races a merge, one of the two happens', async () => {
  const server = await startWithLanes(2);
  const { api, lanes } = server;
  const close = (number: number) => api.patch(`${PULLS}/${number}`).send({ state: 'closed' });
  const answers = await Promise.all(
    lanes.map(({ number }, index) => {
      const both = [() => merge(server, number), () => close(number)];
      return Promise.all((index % 2 === 0 ? both : both.toReversed()).map((ask) => ask()));
    }),
  );
  expect(answers.map(statuses)).toEqual(lanes.map(() => [200, 405]));
  expect(await inconsistencies(watched(server))).toEqual([]);
});

test('of several requests for the same branches that are opened at once, one is', async () => {
  const branches = names('topic', 3);
  const server = await startWithBranches(branches);
  const answers = await Promise.all(
    branches.map((branch) => Promise.all([open(server, branch), open(server, branch), open(server, branch)])),
  );
  expect(answers.map(statuses)).toEqual(branches.map(() => [200, 409, 409]));
  await server.api.get(PULLS).expect('total_count', '3');
  expect(await inconsistencies(watched(server))).toEqual([]);
});

test('a request that is opened while its source is pushed to has the newest commit', async () => {
  const branches = names('topic', 2);
  const server = await startWithBranches(branches);
  const { imported, work } = server;
  const nexts = await importBranches(work, names('next', 2), { from: imported.map(({ sha }) => sha) });
  for (const [round, { branch, sha: before }] of imported.entries()) {
    const after = nexts[round]?.sha ?? '';
    const push = await pusher(server, wayOf(round), { branch, before, after });
    const [{ body }, isPushed] = await Promise.all([open(server, branch).expect(200), push()]);
    expect(isPushed).toBe(true);
    expect(await inconsistencies(watched(server))).toEqual([]);
    expect(await pull(server, body.number)).toMatchObject({ state: 'open', head: { sha: after } });
  }
});

test('a request that is opened while its commits come into the target is merged, or refused', async () => {
  const branches = names('topic', 2);
  const server = await startWithBranches(branches);
  const { imported, work } = server;
  const base = await work.sha('origin/master');
  await work.push(...names('target', 2).map((target) => `${base}:refs/heads/${target}`));
  for (const [round, { branch, sha: after }] of imported.entries()) {
    const target = `target-${round + 1}`;
    const push = await pusher(server, wayOf(round), { branch: target, before: base, after });
    const [{ status, body }, isPushed] = await Promise.all([open(server, branch, target), push()]);
    expect(isPushed).toBe(true);
    expect(await inconsistencies(watched(server))).toEqual([]);
    const outcome: string = status === 422 ? body.error_message : (await pull(server, body.number)).state;
    expect(outcome).toMatch(/^There is nothing to merge|^merged$/);
  }
});

test('while git takes its time over a push to one of the branches, a merge is refused or comes behind the push', async () => {
  const moments = [
    ['source', 'committed'],
    ['target', 'prepared'],
    ['target', 'committed'],
  ] as const;
  const server = await startWithLanes(moments.length);
  const outcomes: unknown[] = [];
  for (const [index, [side, state]] of moments.entries()) {
    const { number, source, target, nextOfSource, nextOfTarget } = server.lanes[index] ?? { number: 0 };
    const ref = `refs/heads/${side === 'source' ? source : target}`;
    const pause = await pauseRef(server.bare(), { ref, state });
    const push = server.work.push(`${side === 'source' ? nextOfSource : nextOfTarget}:${ref}`);
    await pause.reached();
    const { status } = await merge(server, number);
    await pause.release();
    await push;
    const trouble = await inconsistencies(watched(server));
    outcomes.push({ side, state, isAnswered: status === 200 || status === 409, trouble });
    if (status !== 200) await merge(server, number).expect(200);
  }
  expect(outcomes).toEqual(moments.map(([side, state]) => ({ side, state, isAnswered: true, trouble: [] })));
});
