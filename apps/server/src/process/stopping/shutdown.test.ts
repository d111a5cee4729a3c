import { expect, test } from 'vitest';
import { StderrLogger } from '../logger.js';
import { Shutdown } from './shutdown.js';

test('two signals within a moment are one stop, and one that comes later means now', () => {
  const codes: number[] = [];
  let now = 1_000;
  const logger = new StderrLogger('pretty', () => undefined);
  const shutdown = new Shutdown(
    new Promise(() => undefined),
    logger,
    (code) => codes.push(code),
    () => now,
  );
  shutdown.signalled();
  now += 99;
  shutdown.signalled();
  expect(shutdown.hasBegun).toBe(true);
  expect(codes).toEqual([]);
  now += 1;
  shutdown.signalled();
  expect(codes).toEqual([130]);
});
