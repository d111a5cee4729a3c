import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PushReport } from './push-report.js';

const packet = (content: Buffer | string): Buffer => {
  const bytes = Buffer.from(content);
  return Buffer.concat([Buffer.from((bytes.length + 4).toString(16).padStart(4, '0')), bytes]);
};
const inBand = (band: number, content: Buffer): Buffer =>
  packet(Buffer.concat([Buffer.from([band]), content]));
const FLUSH = Buffer.from('0000');

const REPORT = Buffer.concat([
  packet('unpack ok\n'),
  packet('ok refs/heads/master\n'),
  packet('ng refs/heads/late failed to update ref\n'),
  packet('ok refs/heads/master\n'),
  FLUSH,
]);
const [ZERO, A, B] = ['0'.repeat(40), 'a'.repeat(40), 'b'.repeat(40)];
const command = (ref: string, before = ZERO, after = A) => ({ ref: `refs/heads/${ref}`, before, after });
const COMMANDS = [command('master'), command('late'), command('master', A, ZERO)];

const read = (bytes: Buffer, lengths: readonly number[], hasSideBand: boolean) => {
  const report = new PushReport(hasSideBand);
  let start = 0;
  for (const length of [...lengths, bytes.length]) {
    report.read(bytes.subarray(start, start + length));
    start += length;
  }
  return report.moved(COMMANDS);
};
const lengths = fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 20 });
const MOVED = [command('master'), command('master', A, ZERO)];

test("the accepted updates are read from git's report, in any pieces", () => {
  fc.assert(
    fc.property(lengths, (pieces) => {
      expect(read(REPORT, pieces, false)).toEqual(MOVED);
    }),
  );
});

test('in a side band the report comes between words for people, itself in pieces', () => {
  const cut = 25;
  const bytes = Buffer.concat([
    inBand(2, Buffer.from('Resolving deltas: 100%\n')),
    inBand(1, REPORT.subarray(0, cut)),
    inBand(2, packet('ok refs/heads/not-this\n')),
    inBand(1, REPORT.subarray(cut)),
    FLUSH,
  ]);
  fc.assert(
    fc.property(lengths, (pieces) => {
      expect(read(bytes, pieces, true)).toEqual(MOVED);
    }),
  );
});

test('an incomplete report, or none, proves nothing', () => {
  expect(read(REPORT.subarray(0, -4), [], false)).toBeNull();
  expect(read(FLUSH, [], false)).toBeNull();
  expect(read(Buffer.from('garbage, and no packet'), [], true)).toBeNull();
});

test('of several commands for one ref, each has the result in its place', () => {
  const report = new PushReport(false);
  for (const status of ['ok', 'ng', 'ok']) report.read(packet(`${status} refs/heads/x why\n`));
  report.read(Buffer.concat([packet('unpack ok\n'), FLUSH]));
  const commands = [command('x'), command('x', ZERO, B), command('x', A, B)];
  expect(report.moved(commands)).toEqual([command('x'), command('x', A, B)]);
});

test('moves of a proc-receive hook in place of a ref are read from the options', () => {
  const report = new PushReport(false);
  const lines = [
    'unpack ok',
    'ok refs/heads/for',
    'option refname refs/heads/one',
    'option old-oid ' + B,
    'ok refs/heads/for',
    'option refname refs/heads/two',
    'option new-oid ' + B,
    'option forced-update',
    'ok refs/heads/plain',
  ];
  for (const line of lines) report.read(packet(`${line}\n`));
  report.read(FLUSH);
  expect(report.moved([command('for'), command('plain')])).toEqual([
    command('one', B, A),
    command('two', ZERO, B),
    command('plain'),
  ]);
});
