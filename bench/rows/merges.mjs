import { join } from 'node:path';
import { git, importBranches, plainRepository } from '../git.mjs';
import { Inbox } from '../inbox.mjs';
import { alternate, now } from '../measure.mjs';
import { temporaryFolder } from '../owned.mjs';
import { Product } from '../product.mjs';

const WARM_UPS = 3;
const TARGET = 'refs/heads/master';
const EVENTS = { push_events: true, merge_requests_events: true };

/** Every round opens a request for a branch of its own on either side. */
export async function creatingRequests(samples) {
  const { floor, product, branches } = await bothSides(samples);
  const sides = {
    floor: async (round) => {
      const duration = await timed(() => createByHand(floor, round, branches[round]));
      await tryByHand(floor, round, branches[round]);
      return duration;
    },
    product: async (round) => {
      const { duration } = await product.create(branches[round]);
      await product.settled();
      return duration;
    },
  };
  return alternate(sides, samples, WARM_UPS);
}

/** Every round merges a request that was opened, with its test merge done, before the clock started. */
export async function mergingRequests(samples) {
  const { floor, product, branches } = await bothSides(samples);
  const sides = {
    floor: async (round) => {
      await createByHand(floor, round, branches[round]);
      await tryByHand(floor, round, branches[round]);
      return timed(() => mergeByHand(floor, branches[round]));
    },
    product: async (round) => {
      const { number } = await product.create(branches[round]);
      await product.settled();
      const { duration } = await product.merge(number);
      await product.settled();
      return duration;
    },
  };
  return alternate(sides, samples, WARM_UPS);
}

/** Two repositories with the same branches, one for each round. */
async function bothSides(samples) {
  const floor = join(temporaryFolder('plain'), 'plain.git');
  await plainRepository(floor);
  const inbox = await Inbox.open();
  const server = await Product.start();
  const { api, folder } = await server.repository('requests', [inbox.url], EVENTS);
  const [branches] = await Promise.all([floor, folder].map((at) => importBranches(at, WARM_UPS + samples)));
  return { floor, branches, product: requestsOf({ server, api, inbox }) };
}

function requestsOf({ server, api, inbox }) {
  /** From the start of the request until it is answered and the receiver holds the POSTs, whichever is later. */
  const call = async (method, path, fields, posts) => {
    const start = now();
    const response = await fetch(api + path, {
      method,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(fields),
    });
    const text = await response.text();
    const end = now();
    if (!response.ok) throw new Error(`${method} ${path} answers ${response.status}: ${text}`);
    return { ...JSON.parse(text), duration: Math.max(end, await inbox.holds(posts)) - start };
  };
  return {
    create: (head) => call('POST', '/pulls', { title: `Add ${head}`, head, base: 'master' }, 1),
    merge: (number) => call('PUT', `/pulls/${number}/merge`, { merge_method: 'merge' }, 2),
    settled: () => server.settled(),
  };
}

/** What somebody types who wants what the server does before it answers: is there anything to merge? */
async function createByHand(folder, number, branch) {
  const [head, base] = (await git(folder, ['rev-parse', branch, TARGET])).trim().split('\n');
  if ((await git(folder, ['merge-base', head, base])).trim() === head) throw new Error('nothing to merge');
  await git(folder, ['update-ref', headRef(number), head]);
}

/** The test merge, which the server makes once it has answered. */
async function tryByHand(folder, number, branch) {
  await git(folder, ['update-ref', testMergeRef(number), await mergeCommit(folder, branch)]);
}

async function mergeByHand(folder, branch) {
  const merge = await mergeCommit(folder, branch);
  await git(folder, ['update-ref', TARGET, merge, `${merge}^1`]);
  await git(folder, ['log', `${merge}^1..${merge}`]);
}

async function mergeCommit(folder, branch) {
  const tree = (await git(folder, ['merge-tree', '--write-tree', TARGET, branch])).trim();
  const message = `Merge branch '${branch}' into 'master'`;
  return (await git(folder, ['commit-tree', tree, '-p', TARGET, '-p', branch, '-m', message])).trim();
}

const headRef = (number) => `refs/merge-requests/${number}/head`;
const testMergeRef = (number) => `refs/merge-requests/${number}/merge`;

async function timed(work) {
  const start = now();
  await work();
  return now() - start;
}
