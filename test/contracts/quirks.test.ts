import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

test('every test that the list of quirks names is there', async () => {
  const quirks = await readFile(`${ROOT}docs/quirks.md`, 'utf8');
  const named = new Set(quirks.match(/(?<=`)test\/[\w/-]+\.test\.ts(?=`)/g));
  expect(named.size).toBeGreaterThan(30);
  expect(Array.from(named).filter((file) => !existsSync(ROOT + file))).toEqual([]);
});
