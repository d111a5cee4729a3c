import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ZERO_SHA } from '#domain';
import { movedUpdates } from './moved-updates.js';
import type { RecordedPush } from '../push-states.js';

type Push = Pick<RecordedPush, 'isReported' | 'updates'>;

const [A, B] = ['a'.repeat(40), 'b'.repeat(40)];
const ref = 'refs/heads/master';
const push = (before: string, after: string, isReported: boolean): Push => ({
  isReported,
  updates: [{ ref, before, after }],
});

test('a push that was refused before an equal one was accepted did not move anything', () => {
  const [refused, accepted] = [push(A, B, false), push(A, B, true)];
  const moved = movedUpdates([refused, accepted], new Map([[ref, B]]));
  expect(moved.get(refused)).toEqual([]);
  expect(moved.get(accepted)).toEqual(accepted.updates);
});

test('a push that was refused because an equal one had been quicker did not move anything', () => {
  const [accepted, refused] = [push(A, B, true), push(A, B, false)];
  expect(movedUpdates([accepted, refused], new Map([[ref, B]])).get(refused)).toEqual([]);
  const back = push(B, A, true);
  const again = push(A, B, false);
  expect(movedUpdates([accepted, back, again], new Map([[ref, B]])).get(again)).toEqual(again.updates);
});

test('without the current refs, a push is known to have moved what a later one found moved', () => {
  const [first, second, third] = [push(ZERO_SHA, A, false), push(A, B, true), push(B, A, false)];
  const moved = movedUpdates([first, second, third], null);
  expect(moved.get(first)).toEqual(first.updates);
  expect(moved.get(third)).toEqual([]);
});

test('a push without a report moved its ref if the ref has its value, also for a deletion', () => {
  const [created, deleted] = [push(ZERO_SHA, B, false), push(B, ZERO_SHA, false)];
  expect(movedUpdates([created], new Map([[ref, B]])).get(created)).toEqual(created.updates);
  expect(movedUpdates([deleted], new Map()).get(deleted)).toEqual(deleted.updates);
  expect(movedUpdates([deleted], new Map([[ref, B]])).get(deleted)).toEqual([]);
});

test('whichever pushes were refused and whichever reports were lost, the moves that are found form the real history', () => {
  const steps = fc.array(
    fc.record({ target: fc.integer({ min: 0, max: 3 }), isRefused: fc.boolean(), isLost: fc.boolean() }),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(steps, (plan) => {
      let value = ZERO_SHA;
      const pushes: Push[] = [];
      const history: Push[] = [];
      for (const { target, isRefused, isLost } of plan) {
        const after = target === 0 ? ZERO_SHA : String(target).repeat(40);
        // Git announces nothing that would change nothing.
        if (after === value) continue;
        const made = push(value, after, !isRefused && !isLost);
        pushes.push(made);
        if (isRefused) continue;
        history.push(made);
        value = after;
      }
      const moved = movedUpdates(pushes, new Map([[ref, value]]));
      // Two equal pushes, one refused and one whose report was lost, cannot be distinguished, and need not be.
      const found = pushes.flatMap((one) => moved.get(one) ?? []);
      expect(found).toEqual(history.flatMap(({ updates }) => updates));
    }),
  );
});
