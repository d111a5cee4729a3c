import { cp } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { Consumer } from '../support/library/consumer.js';

const path = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));

test('the CI runner of the examples builds what is pushed', async () => {
  const consumer = await Consumer.create();
  await cp(path('examples/ci-runner'), consumer.folder, { recursive: true });
  expect(await consumer.run(process.execPath, '--test')).toMatch(/pass 2\n.*fail 0\n/s);
});
