import { readFileSync } from 'node:fs';
import { wrap } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import { expect, test } from 'vitest';

test('the code that was compiled at build time is taken by the Node that built it', () => {
  const filename = fileURLToPath(new URL('../dist/program.cjs', import.meta.url));
  const cachedData = readFileSync(`${filename}.cache`);
  const script = new Script(wrap(readFileSync(filename, 'utf8')), { filename, cachedData });
  expect(script.cachedDataRejected).toBe(false);
});
