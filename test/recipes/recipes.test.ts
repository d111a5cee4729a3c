import { spawnSync } from 'node:child_process';
import { cp, mkdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { Consumer, PACKAGE } from '../support/library/consumer.js';
import { Realm } from '../support/library/realm.js';

const path = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));

/** The program of a page, and the name in its first line. */
async function recipe(page: string): Promise<{ name: string; code: string }> {
  const text = await readFile(path(`docs/recipes/${page}.md`), 'utf8');
  const [, , name = '', code = ''] = /^```\w+\n((?:\/\/|#) (\S+)\n(.*?))^```$/ms.exec(text) ?? [];
  return { name, code };
}

async function writeRecipe(consumer: Consumer, page: string): Promise<void> {
  const { name, code } = await recipe(page);
  await consumer.write(name, code);
}

/** With the command where an install puts it. */
async function withCommand(): Promise<Consumer> {
  const consumer = await Consumer.create();
  await mkdir(join(consumer.folder, 'node_modules/.bin'));
  await symlink(join(PACKAGE, 'atomgit-mock.cjs'), join(consumer.folder, 'node_modules/.bin/atomgit-mock'));
  return consumer;
}

const isThere = (...[program = '', ...args]: readonly string[]) => spawnSync(program, args).status === 0;

test('the recipe for Vitest passes', async () => {
  const consumer = await Consumer.create('vitest');
  await writeRecipe(consumer, 'vitest');
  const vitest = path('node_modules/vitest/vitest.mjs');
  // The first test waits for the start of a server, which a machine that runs other tests may hold up.
  expect(await consumer.run(process.execPath, vitest, 'run', '--testTimeout=60000')).toMatch(/2 passed/);
});

test('the recipe for node:test passes', async () => {
  const consumer = await Consumer.create();
  await writeRecipe(consumer, 'node-test');
  expect(await consumer.run(process.execPath, '--test')).toMatch(/pass 1\n.*fail 0\n/s);
});

test("the recipe for Jest passes, in a realm like Jest's", async () => {
  const consumer = await Consumer.create();
  const { name, code } = await recipe('jest');
  const steps: { order: number; run: () => unknown }[] = [];
  const step = (order: number) => (run: () => unknown) => steps.push({ order, run });
  const globals = {
    beforeAll: step(0),
    beforeEach: step(1),
    test: (_: string, run: () => unknown) => step(2)(run),
    afterAll: step(3),
    expect,
  };
  new Realm(PACKAGE, globals).run(join(consumer.folder, name), code);
  for (const { run } of steps.toSorted((a, b) => a.order - b.order)) await run();
  expect(steps).toHaveLength(4);
  expect.assertions(2);
});

test.skipIf(!isThere('python3', '-m', 'pytest', '--version'))('the recipe for pytest passes', async () => {
  const consumer = await withCommand();
  await writeRecipe(consumer, 'pytest');
  expect(await consumer.run('python3', '-m', 'pytest', '-p', 'no:cacheprovider')).toContain('1 passed');
});

test.skipIf(!isThere('go', 'version'))('the recipe for Go passes', async () => {
  const consumer = await withCommand();
  await writeRecipe(consumer, 'go');
  await consumer.run('go', 'mod', 'init', 'push');
  expect(await consumer.run('go', 'test')).toContain('ok');
});

test('the CI runner of the examples builds each push', async () => {
  const consumer = await Consumer.create();
  await cp(path('examples/ci-runner'), consumer.folder, { recursive: true });
  expect(await consumer.run(process.execPath, '--test')).toMatch(/pass 2\n.*fail 0\n/s);
});
