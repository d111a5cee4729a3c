import { expect, test } from 'vitest';
import { ZERO_SHA } from '#domain';
import { effectiveUpdates } from './effective-updates.js';

const [A, B] = ['a'.repeat(40), 'b'.repeat(40)];
const ref = 'refs/heads/x';

test('a ref that is made, moved and deleted in one push moves three times', () => {
  const commands = [
    { ref, before: ZERO_SHA, after: A },
    { ref, before: A, after: B },
    { ref, before: ZERO_SHA, after: ZERO_SHA },
  ];
  expect(effectiveUpdates(commands, new Map([[ref, ZERO_SHA]]))).toEqual([
    ...commands.slice(0, 2),
    { ref, before: B, after: ZERO_SHA },
  ]);
});

test('a deletion has the real old value of the ref, whatever the client says, and a missing ref has none', () => {
  const deletion = { ref, before: B, after: ZERO_SHA };
  expect(effectiveUpdates([deletion], new Map([[ref, A]]))).toEqual([{ ref, before: A, after: ZERO_SHA }]);
  expect(effectiveUpdates([deletion], new Map([[ref, ZERO_SHA]]))).toEqual([]);
  expect(effectiveUpdates([deletion])).toEqual([deletion]);
});

test('a command that leaves a ref unchanged is no move', () => {
  expect(effectiveUpdates([{ ref, before: A, after: A }])).toEqual([]);
  expect(effectiveUpdates([{ ref, before: ZERO_SHA, after: ZERO_SHA }])).toEqual([]);
});
