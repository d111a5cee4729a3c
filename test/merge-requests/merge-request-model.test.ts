import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Comparison, type Step } from '../support/merge-requests/merge-request-comparison.js';
import { METHODS } from '../support/merge-requests/merge-request-model.js';
import { start } from '../support/server/start.js';

/** A hunt for bugs takes more: `MODEL_RUNS=200 npx vitest run test/merge-requests/merge-request-model.test.ts`. */
const RUNS = Number(process.env['MODEL_RUNS'] ?? 2);
const SEED = process.env['MODEL_SEED'];
const STEPS = 12;
/** Shrinking ends, and with it a test that goes wrong. */
const LONGEST_MS = RUNS * 60_000;

const BRANCHES = ['master', 'dev', 'a', 'z'] as const;

const branch = fc.constantFrom(...BRANCHES);
/** A default branch cannot be deleted. */
const otherBranch = fc.constantFrom('dev', 'a', 'z');
const target = fc.oneof({ weight: 3, arbitrary: fc.constant('master') }, { weight: 2, arbitrary: branch });
const number = fc.integer({ min: 1, max: 4 });
const is = <const T extends string>(name: T) => fc.constant(name);

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(is('commit to'), branch, fc.constantFrom('own file', 'shared file')) },
  { weight: 1, arbitrary: fc.tuple(is('force back'), branch) },
  { weight: 1, arbitrary: fc.tuple(is('force to master'), otherBranch) },
  { weight: 1, arbitrary: fc.tuple(is('delete'), otherBranch) },
  { weight: 2, arbitrary: fc.tuple(is('create'), otherBranch, branch) },
  { weight: 5, arbitrary: fc.tuple(is('open'), branch, target) },
  { weight: 1, arbitrary: fc.tuple(is('rename'), number, fc.constantFrom('WIP: later', 'Something else')) },
  { weight: 2, arbitrary: fc.tuple(is('close'), number) },
  { weight: 2, arbitrary: fc.tuple(is('reopen'), number) },
  { weight: 1, arbitrary: fc.tuple(is('comment on'), number) },
  {
    weight: 6,
    arbitrary: fc.tuple(is('merge'), number, fc.constantFrom(...METHODS), fc.constantFrom('keep', 'prune')),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(is('merge by hand'), branch, target, fc.constantFrom('--ff', '--no-ff')),
  },
  { weight: 1, arbitrary: fc.tuple(is('commit and merge in one push'), branch, target) },
);
const FIRST_STEP: Step = ['open', 'a', 'master'];

/** What hunts have brought home, as short as it gets. */
const FOUND: Readonly<Record<string, readonly Step[]>> = {
  'a merged request leaves no test merge behind': [['merge', 1, 'merge', 'keep']],
  'a closed request leaves no test merge behind': [['close', 1]],
  'a rebase of what the target has already is refused, and the target stays where it is': [
    ['force to master', 'a'],
    ['commit to', 'master', 'own file'],
    ['merge', 1, 'rebase', 'keep'],
  ],
  'a branch that comes in one push with its merge is merged with its new commit': [
    ['open', 'z', 'master'],
    ['commit and merge in one push', 'z', 'master'],
  ],
};

test.for(Object.entries(FOUND))('%s', async ([, steps]) => {
  const comparison = await Comparison.begin(await start(), 'found', 'HTTP');
  for (const step of [FIRST_STEP, ...steps]) {
    const { actual, expected } = await comparison.take(step);
    expect({ step, ...actual }).toEqual({ step, ...expected });
  }
});

test(
  'whatever people do with branches and merge requests, refs, rows, answers and webhooks are what they should be',
  async () => {
    const server = await start();
    // Shrinks to nulls, which are no steps.
    const steps = fc.array(fc.option(anyStep, { freq: 30 }), { minLength: STEPS, maxLength: STEPS });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('HTTP', 'path'), steps, fc.context(), async (by, plan, context) => {
        const comparison = await Comparison.begin(server, `run-${(run += 1)}`, by);
        for (const step of [FIRST_STEP, ...plan]) {
          if (step === null) continue;
          const { actual, expected } = await comparison.take(step);
          context.log(`${step.join(' ')} → ${actual.answer}`);
          expect(actual).toEqual(expected);
        }
      }),
      {
        numRuns: RUNS,
        ...(SEED === undefined ? {} : { seed: Number(SEED) }),
        interruptAfterTimeLimit: LONGEST_MS,
      },
    );
  },
  LONGEST_MS * 2,
);
