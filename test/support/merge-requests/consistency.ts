import type request from 'supertest';
import { git } from '../git/clone.js';
import type { Call, Inbox } from '../http/inbox.js';
import { PULLS, type SentPayload } from './merge-requests.js';

/** Where demo/demo is to be looked at, from all sides. The inbox has heard of everything in it since it was new. */
export interface Watched {
  readonly api: ReturnType<typeof request>;
  readonly inbox: Inbox;
  /** The bare folder of demo/demo. */
  readonly folder: string;
}

interface Ref {
  readonly sha: string;
  readonly parents: readonly string[];
}
type Refs = ReadonlyMap<string, Ref>;

interface Pull {
  readonly number: number;
  readonly state: string;
  readonly sha: string;
  readonly source_branch: string;
  readonly target_branch: string;
  readonly source_project_id: number;
  readonly merge_status: string;
  readonly merge_commit_sha: string | null;
}

const DEMO_ID = 1;
const ZERO_SHA = '0'.repeat(40);
const LAST_STEPS: Readonly<Record<string, readonly string[]>> = {
  open: ['open', 'reopen'],
  closed: ['close'],
  merged: ['merge'],
};

/**
 * Compares git, the API's answers and the sent webhooks, once nothing is pending.
 * @returns what does not agree, in sentences
 */
export async function inconsistencies({ api, inbox, folder }: Watched): Promise<string[]> {
  await api.post('/_mock/settle?timeout=60s').expect(200);
  const { calls, repeats } = distinct(inbox.history);
  const payloads = calls.map(({ body }) => body as SentPayload);
  const refs = await refsOf(folder);
  const { body } = await api.get(`${PULLS}?per_page=100&direction=asc`).expect(200);
  const pulls = body as Pull[];
  return [
    ...repeats,
    ...moveTrouble(payloads, refs),
    ...numberTrouble(pulls),
    ...(await Promise.all(pulls.map((pull) => pullTrouble(pull, payloads, refs, folder)))).flat(),
  ];
}

/** A delivery may come twice, but only as the same. */
function distinct(history: readonly Call[]) {
  const seen = new Map<string, Call>();
  const repeats: string[] = [];
  for (const call of history) {
    const id = call.headers['x-atomgit-delivery'] ?? '';
    const first = seen.get(id);
    if (first && first.text !== call.text) repeats.push(`delivery ${id} came twice with different bodies`);
    if (!first) seen.set(id, call);
  }
  return { calls: [...seen.values()], repeats };
}

async function refsOf(folder: string): Promise<Refs> {
  const printed = await git(folder, ['for-each-ref', '--format=%(refname) %(objectname) %(parent)']);
  return new Map(
    printed.split('\n').map((line): [string, Ref] => {
      const [name = '', sha = '', ...parents] = line.split(' ');
      return [name, { sha, parents: parents.filter(Boolean) }];
    }),
  );
}

/** Each push starts where the one before it ended, and the last where the ref is. */
function moveTrouble(payloads: readonly SentPayload[], refs: Refs): string[] {
  const tips = new Map<string, string>();
  const trouble: string[] = [];
  for (const { ref, before = '', after = '' } of payloads) {
    if (ref === undefined) continue;
    const tip = tips.get(ref);
    if (tip !== undefined && tip !== before)
      trouble.push(`${ref} was sent to move from ${before}, but was at ${tip}`);
    tips.set(ref, after);
  }
  for (const [ref, tip] of tips) {
    const now = refs.get(ref)?.sha ?? ZERO_SHA;
    if (now !== tip) trouble.push(`${ref} is at ${now}, but was last sent to be at ${tip}`);
  }
  return trouble;
}

function numberTrouble(pulls: readonly Pull[]): string[] {
  const numbers = pulls.map(({ number }) => number);
  const expected = pulls.map((_, index) => index + 1);
  return numbers.join() === expected.join() ? [] : [`the numbers are ${numbers.join()}`];
}

async function pullTrouble(
  pull: Pull,
  payloads: readonly SentPayload[],
  refs: Refs,
  folder: string,
): Promise<string[]> {
  const name = `!${pull.number}`;
  const events = payloads.flatMap(({ object_attributes: request }) =>
    request?.iid === pull.number ? [request] : [],
  );
  const actions = events.map(({ action }) => action);
  const story = `${name} (${actions.join(', ')})`;
  const lastStep = actions.findLast((action) => action !== 'update') ?? 'nothing';
  const head = refs.get(`refs/merge-requests/${pull.number}/head`)?.sha;
  const lastSent = events.at(-1)?.last_commit.id;
  const checks: [boolean, string][] = [
    [
      actions.indexOf('open') === 0 && actions.lastIndexOf('open') === 0,
      `${story} was not opened first and once`,
    ],
    [actions.filter((action) => action === 'merge').length < 2, `${story} was merged twice`],
    [LAST_STEPS[pull.state]?.includes(lastStep) ?? false, `${story} is ${pull.state}`],
    [head === pull.sha, `${name} has the head ${head} in git and ${pull.sha} in the API`],
    [lastSent === pull.sha, `${story} was last sent with ${lastSent} and has the head ${pull.sha}`],
  ];
  const broken = checks.flatMap(([holds, trouble]) => (holds ? [] : [trouble]));
  const rest =
    pull.state === 'merged' ? mergedTrouble(pull, payloads) : await openTrouble(pull, refs, folder);
  return [...broken, ...updateTrouble(pull, payloads), ...rest].map((trouble) =>
    trouble.replaceAll(/\n/g, ' '),
  );
}

/** An update tells of a commit that somebody has pushed to the source before. */
function updateTrouble(pull: Pull, payloads: readonly SentPayload[]): string[] {
  const pushed = new Set<string>();
  const trouble: string[] = [];
  for (const { ref, after = '', object_attributes: request } of payloads) {
    if (ref === `refs/heads/${pull.source_branch}`) pushed.add(after);
    const isUpdate = request?.iid === pull.number && request.action === 'update';
    if (isUpdate && pull.source_project_id === DEMO_ID && !pushed.has(request.last_commit.id))
      trouble.push(`!${pull.number} was updated to ${request.last_commit.id} before that was pushed`);
  }
  return trouble;
}

function mergedTrouble(pull: Pull, payloads: readonly SentPayload[]): string[] {
  const ref = `refs/heads/${pull.target_branch}`;
  const pushes = payloads.filter((event) => event.ref === ref && event.after === pull.merge_commit_sha);
  return pushes.length === 1
    ? []
    : [`!${pull.number} is merged by ${pull.merge_commit_sha}, which ${pushes.length} pushes brought`];
}

async function openTrouble(pull: Pull, refs: Refs, folder: string): Promise<string[]> {
  if (pull.state !== 'open') return [];
  const name = `!${pull.number}`;
  const source = refs.get(`refs/heads/${pull.source_branch}`)?.sha;
  const target = refs.get(`refs/heads/${pull.target_branch}`)?.sha ?? ZERO_SHA;
  const testMerge = refs.get(`refs/merge-requests/${pull.number}/merge`)?.parents.join();
  const expected = pull.merge_status === 'can_be_merged' ? `${target},${pull.sha}` : undefined;
  const ahead = await git(folder, ['rev-list', '--count', '--max-count=1', pull.sha, `^${target}`]);
  const checks: [boolean, string][] = [
    [
      pull.source_project_id !== DEMO_ID || source === pull.sha,
      `${name} is open at ${pull.sha}, its source at ${source}`,
    ],
    [pull.merge_status !== 'unchecked', `${name} is unchecked`],
    [
      testMerge === expected,
      `${name} ${pull.merge_status} by a test merge of ${testMerge}, not of ${expected}`,
    ],
    [ahead !== '0', `${name} is open, but its target has its head`],
  ];
  return checks.flatMap(([holds, trouble]) => (holds ? [] : [trouble]));
}
