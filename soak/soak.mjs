// Kills the server at random moments under a stream of pushes, and counts what was lost: `npm run soak`. With `fuzz` it calls
// the whole API with random values instead.
import { parseArgs } from 'node:util';
import { fuzz } from './fuzz.mjs';
import { Soak } from './run.mjs';

/** So often everything is compared. */
const KILLS_PER_LOOK = 20;

const {
  values: options,
  positionals: [what],
} = parseArgs({
  allowPositionals: true,
  options: {
    kills: { type: 'string', default: '500' },
    /** What a run with trouble has printed: the same dice, though not the same moments. */
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    /** At every so-manieth kill the disk is full; 0 for never. */
    'full-disk-every': { type: 'string', default: '100' },
    /** Of `fuzz`: how many calls are made. */
    calls: { type: 'string', default: '20000' },
    /** Prints the figures as JSON. */
    json: { type: 'boolean', default: false },
  },
});
const kills = Number(options.kills);
const seed = Number(options.seed);
const fullEvery = Number(options['full-disk-every']);
if (!(kills >= 1)) throw new Error('--kills must be a number from 1');
if (!Number.isInteger(seed)) throw new Error('--seed must be a whole number');

if (!Number.isInteger(fullEvery) || fullEvery < 0)
  throw new Error('--full-disk-every must be a whole number from 0');

const shown = (figures) =>
  `${figures.kills} kills, ${figures.pushes} pushes, ${figures.deliveries} deliveries: ${figures.lost} lost, ` +
  `${figures.outOfOrder} out of order, ${figures.wrong} otherwise wrong; ${figures.seconds} s`;

const NAMES = {
  kills: 'kills',
  atStart: '  of them before the server was ready',
  fullDisks: 'full disks',
  pushes: 'pushes',
  cutOff: '  of them cut off or refused',
  moves: 'moves of refs',
  events: 'events',
  deliveries: 'deliveries',
  failed: '  of them failed, out of retries',
  attempts: 'POSTs that receivers have read',
  repeats: '  of them repeats',
  retries: '    by the schedule of retries',
  unrecorded: '    because a kill came before the outcome was on record',
  lost: 'lost',
  outOfOrder: 'out of order',
  wrong: 'otherwise wrong',
  seconds: 'seconds',
  seed: 'seed',
};

function printed(figures) {
  if (options.json) return JSON.stringify(figures);
  return Object.entries(NAMES)
    .map(([key, name]) => `${name.padEnd(58)}${String(figures[key]).padStart(10)}`)
    .join('\n');
}

console.error(`seed ${seed}`);
if (what === 'fuzz') await callAtRandom();
else if (what === undefined) await killAtRandom();
else throw new Error(`there is nothing called ${what}; there is fuzz`);

async function callAtRandom() {
  const faults = await fuzz({ calls: Number(options.calls), seed });
  console.log(options.json ? JSON.stringify({ faults, seed }) : faults.join('\n') || 'nothing was wrong');
  if (faults.length > 0) process.exitCode = 1;
}

async function killAtRandom() {
  const soak = new Soak(seed, fullEvery);
  const obstacle = await soak.prepare(kills);
  if (obstacle !== null) console.error(`the disk is never full: ${obstacle}`);
  try {
    while (soak.figures.kills < kills && soak.trouble.length === 0) {
      await soak.round(Math.min(KILLS_PER_LOOK, kills - soak.figures.kills));
      console.error(shown(soak.figures));
    }
  } catch (error) {
    soak.trouble.push(String(error));
  }
  console.log(printed(soak.figures));
  if (soak.trouble.length > 0) {
    console.error([...soak.trouble.slice(0, 20), `all of it lies in ${soak.keep()}`].join('\n'));
    process.exitCode = 1;
  }
  await soak.end();
}
