import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isoWithOffset } from './iso-with-offset.js';

test.each([
  ['1546272480 +0800', '2019-01-01T00:08:00+08:00'],
  ['1551283580 +0200', '2019-02-27T18:06:20+02:00'],
  ['1554782425 -0700', '2019-04-08T21:00:25-07:00'],
  ['0 +0000', '1970-01-01T00:00:00+00:00'],
  ['1700000000 -0330', '2023-11-14T18:43:20-03:30'],
  ['199999999999 +0000', '8307-10-01T19:33:19+00:00'],
  ['999999999999 +0000', '33658-09-27T01:46:39+00:00'],
  ['199999999999999 +0000', '1970-01-01T00:00:00+00:00'],
  ['8639999913599 +9959', '1970-01-05T03:59:00+99:59'],
])('git date %s is %s', (raw, iso) => {
  expect(isoWithOffset(raw)).toBe(iso);
});

test('every date that git can hold names the same instant', () => {
  const anyDate = fc.tuple(
    fc.integer({ min: 0, max: 253_402_300_799 - 50_400 }),
    fc.integer({ min: -12, max: 14 }),
  );
  fc.assert(
    fc.property(anyDate, ([seconds, hours]) => {
      const offset = `${hours < 0 ? '-' : '+'}${String(Math.abs(hours)).padStart(2, '0')}00`;
      expect(Date.parse(isoWithOffset(`${seconds} ${offset}`))).toBe(seconds * 1000);
    }),
  );
});
