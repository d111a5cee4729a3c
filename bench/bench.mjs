// Measures the product beside its floors, the least that could do the same job, in one run: `npm run bench`.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { median } from './measure.mjs';
import { stopAll } from './owned.mjs';
import { getRepository, getUser, listHooks, listPulls } from './rows/calls.mjs';
import {
  firstDeliveries,
  firstHooks,
  memoryOfDeliveries,
  pushesBesideHanging,
  pushesBesideLog,
} from './rows/deliveries.mjs';
import { fanOut, sustainedDeliveries } from './rows/fan-out.mjs';
import { firstBranches, firstCommits, firstIssues } from './rows/lists.mjs';
import { creatingRequests, mergingRequests } from './rows/merges.mjs';
import {
  firstLibraryStart,
  firstStartTime,
  idleMemory,
  startTime,
  tenthLibraryStart,
} from './rows/process.mjs';
import {
  besideHttpBackend,
  besideReceivePack,
  byPath,
  manyClients,
  manyCommits,
  manyRefs,
} from './rows/pushes.mjs';
import { archiveFiles, compareCommits, readFile } from './rows/git-reads.mjs';
import { firstView, firstViewOfLongLog } from './rows/page.mjs';
import { resetOfTen } from './rows/reset.mjs';

/** The target is for the ratio of product to floor, or for the product's own value where there is no floor; null: none is set. */
const ROWS = [
  {
    name: 'push of one commit over HTTP, until the receiver holds the POST / git receive-pack',
    unit: 'ms',
    samples: 30,
    target: { atMost: 1.05 },
    measure: besideReceivePack,
  },
  {
    name: 'push of one commit over HTTP, until the receiver holds the POST / git http-backend',
    unit: 'ms',
    samples: 30,
    target: { atMost: 0.95 },
    measure: besideHttpBackend,
  },
  {
    name: 'push of one commit by path, until the receiver holds the POST / plain repository',
    unit: 'ms',
    samples: 30,
    target: { atMost: 1.3 },
    measure: byPath,
  },
  {
    name: 'push of 10,000 commits over HTTP, until the receiver holds the POST / git receive-pack',
    unit: 'ms',
    samples: 5,
    target: { atMost: 1.15 },
    measure: manyCommits,
  },
  {
    name: 'push of 5,000 refs over HTTP, on record when it returns / git receive-pack',
    unit: 'ms',
    samples: 5,
    target: { atMost: 2 },
    measure: manyRefs,
  },
  {
    name: '16 clients pushing at once over HTTP, until the receiver holds all POSTs / git receive-pack',
    unit: 'per s',
    samples: 10,
    target: { atLeast: 0.9 },
    measure: manyClients,
  },
  {
    name: 'process start until /_mock/ready answers 200 / bare node:http server',
    unit: 'ms',
    samples: 10,
    target: { atMost: 6 },
    measure: startTime,
  },
  {
    name: 'first start after an install until /_mock/ready answers 200 / bare node:http server',
    unit: 'ms',
    samples: 10,
    target: null,
    measure: firstStartTime,
  },
  {
    name: 'a process that imports the library, until its first server answers / bare node:http server',
    unit: 'ms',
    samples: 10,
    target: { atMost: 8 },
    measure: firstLibraryStart,
  },
  {
    name: 'the tenth server of a process, until it answers / bare node:http server',
    unit: 'ms',
    samples: 10,
    target: { atMost: 2 },
    measure: tenthLibraryStart,
  },
  {
    name: 'resident memory, idle',
    unit: 'MB',
    samples: 3,
    target: { atMost: 150 },
    measure: idleMemory,
  },
  {
    name: 'restore of a snapshot of 10 repositories / cp -r of their folder',
    unit: 'ms',
    samples: 20,
    target: null,
    measure: resetOfTen,
  },
  {
    name: 'one event to 1,000 hooks, until the receiver holds all / undici Pool that stores nothing',
    unit: 'per s',
    samples: 5,
    target: { atLeast: 0.3 },
    measure: fanOut,
  },
  {
    name: '50 events to 200 hooks, until the receiver holds all / undici Pool that stores nothing',
    unit: 'per s',
    samples: 5,
    target: { atLeast: 0.2 },
    measure: sustainedDeliveries,
  },
  {
    name: 'resident memory: after 100,000 deliveries / after 10,000 deliveries',
    unit: 'MB',
    samples: 1,
    target: { atMost: 1.1 },
    measure: memoryOfDeliveries,
  },
  {
    name: 'push of one commit over HTTP, until the receiver holds the POST: 100,000 deliveries on record / none',
    unit: 'ms',
    samples: 30,
    target: { atMost: 1.2 },
    measure: pushesBesideLog,
  },
  {
    name: 'first page of deliveries: 100,000 on record / 100 on record',
    unit: 'ms',
    samples: 50,
    target: { atMost: 1.2 },
    measure: firstDeliveries,
  },
  {
    name: 'first page of hooks: 100,000 deliveries on record / 10,000 on record',
    unit: 'ms',
    samples: 50,
    target: { atMost: 1.2 },
    measure: firstHooks,
  },
  {
    name: 'push of one commit over HTTP, until the receiver holds the POST: 1,000 receivers hang / none',
    unit: 'ms',
    samples: 30,
    target: { atMost: 1.2 },
    measure: pushesBesideHanging,
  },
  {
    name: 'create a merge request, until the receiver holds the POST / the same git commands by hand',
    unit: 'ms',
    samples: 20,
    target: { atMost: 1.3 },
    measure: creatingRequests,
  },
  {
    name: 'merge it, until the receiver holds both POSTs / the same git commands by hand',
    unit: 'ms',
    samples: 20,
    target: { atMost: 1.5 },
    measure: mergingRequests,
  },
  {
    name: 'first page of commits: 100,000 commits / 100 commits',
    unit: 'ms',
    samples: 50,
    target: { atMost: 1.5 },
    measure: firstCommits,
  },
  {
    name: 'first page of branches: 10,000 branches / 100 branches',
    unit: 'ms',
    samples: 50,
    target: { atMost: 1.5 },
    measure: firstBranches,
  },
  {
    name: 'GET user, answers / a bare Fastify route with the same bytes',
    unit: 'per s',
    samples: 20,
    target: { atLeast: 0.3 },
    measure: getUser,
  },
  {
    name: 'GET repo, answers / a bare Fastify route with the same bytes',
    unit: 'per s',
    samples: 20,
    target: { atLeast: 0.3 },
    measure: getRepository,
  },
  {
    name: 'list of 20 hooks, answers / a bare Fastify route with the same bytes',
    unit: 'per s',
    samples: 20,
    target: { atLeast: 0.3 },
    measure: listHooks,
  },
  {
    name: 'list of 100 merge requests, answers / a bare Fastify route with the same bytes',
    unit: 'per s',
    samples: 20,
    target: { atLeast: 0.3 },
    measure: listPulls,
  },
  {
    name: 'read a file at a commit / git cat-file by hand',
    unit: 'ms',
    samples: 30,
    target: { atMost: 1.5 },
    measure: readFile,
  },
  {
    name: 'compare 100 commits / the same git commands by hand',
    unit: 'ms',
    samples: 20,
    target: { atMost: 1.5 },
    measure: compareCommits,
  },
  {
    name: 'archive of 1,000 files / git archive by hand',
    unit: 'ms',
    samples: 20,
    target: { atMost: 1.5 },
    measure: archiveFiles,
  },
  {
    name: 'first page of issues: 10,000 issues / 100 issues',
    unit: 'ms',
    samples: 50,
    target: { atMost: 1.2 },
    measure: firstIssues,
  },
  {
    name: 'first view of the page, until its first line is drawn / a bare server with the same bytes',
    unit: 'ms',
    samples: 10,
    target: { atMost: 1.5 },
    measure: firstView,
  },
  {
    name: 'first view of the page: 100,000 deliveries on record / 100 on record',
    unit: 'ms',
    samples: 10,
    target: { atMost: 1.2 },
    measure: firstViewOfLongLog,
  },
];
const NAME_WIDTH = Math.max(...ROWS.map(({ name }) => name.length));

const { values: options } = parseArgs({
  options: {
    /** Part of a row's name. */
    only: { type: 'string', default: '' },
    /** Instead of each row's own number. */
    samples: { type: 'string' },
    /** Where to write the results, all samples included. */
    json: { type: 'string' },
  },
});

const samplesInstead = options.samples === undefined ? null : Number(options.samples);
if (samplesInstead !== null && !(samplesInstead >= 1)) throw new Error('--samples must be a number from 1');
const chosen = ROWS.filter(({ name }) => name.includes(options.only));
if (chosen.length === 0) throw new Error(`no row's name contains ${JSON.stringify(options.only)}`);

console.log(line('', 'floor', 'product', 'ratio', 'target', ''));
const results = [];
for (const row of chosen) {
  const result = await run(row);
  results.push(result);
  console.log(shown(result));
}
if (options.json) writeFileSync(options.json, `${JSON.stringify(results, null, 2)}\n`);

async function run({ name, unit, target, measure, samples }) {
  const taken = await measure(samplesInstead ?? samples);
  await stopAll();
  const floor = taken.floor ? median(taken.floor) : null;
  const product = median(taken.product);
  const ratio = floor === null ? null : product / floor;
  return {
    name,
    unit,
    floor,
    product,
    ratio,
    target,
    isMet: target === null || meets(target, ratio ?? product),
    samples: taken,
  };
}

function meets({ atMost = Infinity, atLeast = -Infinity }, value) {
  return value <= atMost && value >= atLeast;
}

function shown({ name, unit, floor, product, ratio, target, isMet }) {
  const goal = target === null ? '-' : goalOf(target);
  return line(
    name,
    floor === null ? '-' : `${floor.toFixed(1)} ${unit}`,
    `${product.toFixed(1)} ${unit}`,
    ratio === null ? '-' : ratio.toFixed(2),
    ratio === null ? `${goal} ${unit}` : goal,
    target === null ? '' : isMet ? 'ok' : 'missed',
  );
}

function goalOf({ atMost, atLeast }) {
  return atMost === undefined ? `≥ ${atLeast}` : `≤ ${atMost}`;
}

function line(name, floor, product, ratio, target, verdict) {
  const columns = [floor, product].map((text) => text.padStart(16));
  return `${name.padEnd(NAME_WIDTH)}${columns.join('')}${ratio.padStart(8)}  ${target.padEnd(10)}${verdict}`;
}
