import { expect, test } from 'vitest';
import { CompletedUpdates } from './completed-updates.js';

const at = { owner: 'demo', path: 'demo' };
const ref = 'refs/heads/x';
const [A, B, C] = ['a', 'b', 'c'].map((digit) => digit.repeat(40)) as [string, string, string];

function pushed(completed: CompletedUpdates, id: string, before: string, after: string) {
  const updates = [{ ref, before, after }];
  const push = { id, key: id, at, updates, isWhole: true, pusherId: null, pushOptions: [] };
  completed.add(push, updates);
  return updates[0];
}

test('the last move of a ref is that of a push whose record is removed, whatever was recorded since then', () => {
  const completed = new CompletedUpdates();
  const first = pushed(completed, 'first', A, B);
  completed.forgetPush('first');
  const second = pushed(completed, 'second', B, C);
  const third = pushed(completed, 'third', C, A);
  expect(completed.lastMove(at, ref)).toBe(first);
  completed.forgetPush('third');
  expect(completed.lastMove(at, ref)).toBe(third);
  completed.forgetPush('second');
  expect(completed.lastMove(at, ref)).not.toBe(second);
  const elsewhere = { owner: 'demo', path: 'moved' };
  const fourth = pushed(completed, 'fourth', A, C);
  completed.rename(at, elsewhere);
  completed.forgetPush('fourth');
  expect(completed.lastMove(elsewhere, ref)).toBe(fourth);
  expect(completed.lastMove(at, ref)).toBeUndefined();
});
