import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { isUnderWay, parsePushRecord, pushRecordText } from './push-record.js';

const PUSH = { at: { owner: 'demo', path: 'demo' }, pusherId: null, updates: [], pushOptions: [] };
const record = (processId: number) =>
  parsePushRecord(pushRecordText('/data/repositories/demo/demo.git', { ...PUSH, processId }));

test('an empty record is under way until it is too old', () => {
  expect(isUnderWay(parsePushRecord(''), 5)).toBe(true);
  expect(isUnderWay(parsePushRecord(''), 60_000)).toBe(false);
});

test('a record is under way as long as its process lives, and not for hours', () => {
  expect(isUnderWay(record(process.pid), 60_000)).toBe(true);
  expect(isUnderWay(record(process.pid), 7_200_000)).toBe(false);
  expect(isUnderWay(record(2 ** 30), 5)).toBe(false);
});

test('a push of the server itself, which has no process of its own, is over when the server is', () => {
  expect(isUnderWay(record(0), 5)).toBe(false);
});

test('a line break in a push option, as a hook writes it, adds no ref', () => {
  const [before, after] = ['a'.repeat(40), 'b'.repeat(40)];
  const line = (ref: string) => `${before} ${after} ${ref}`;
  const text = `1\n/d/demo/demo.git\n1\n${line('refs/heads/x')}\noption a\n${line('refs/heads/y')}\noption b\nend\n`;
  expect(parsePushRecord(text)).toMatchObject({
    updates: [{ ref: 'refs/heads/x', before, after }],
    pushOptions: ['a', 'b'],
    isComplete: true,
  });
});

test('a zombie process counts as ended', async () => {
  // The shell becomes a sleeper, which does not ask what became of the child.
  const sleeper = spawn('sh', ['-c', 'true & echo $!; exec sleep 60'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  onTestFinished(() => void sleeper.kill());
  const [line] = await once(sleeper.stdout, 'data');
  await expect.poll(() => isUnderWay(record(Number(line)), 5)).toBe(false);
});
