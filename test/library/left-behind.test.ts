import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, watch } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { Consumer } from '../support/library/consumer.js';

const folders = ({ folder }: Consumer) =>
  readdirSync(folder).filter((name) => name.startsWith('atomgit-mock-'));

test('nothing is left behind after stop: no folder, and nothing that keeps the process', async () => {
  const consumer = await Consumer.create();
  const printed = await consumer.node(`
    import { startAtomGit } from 'atomgit-mock';
    import { readdirSync } from 'node:fs';
    const servers = await Promise.all([startAtomGit(), startAtomGit()]);
    for (const atomgit of servers) {
      const repo = await atomgit.repository('demo/demo');
      const inbox = await atomgit.inbox();
      await repo.hook(inbox.url);
      await repo.commit({ 'a.txt': 'a' });
      await inbox.next('Push Hook');
    }
    console.log(readdirSync('.').filter((name) => name.startsWith('atomgit-mock-')).length);
    await Promise.all(servers.map((atomgit) => atomgit.stop()));
    process.on('exit', () => console.log('ended by itself'));
  `);
  expect(printed).toBe('2\nended by itself\n');
  expect(folders(consumer)).toEqual([]);
});

test.for(['SIGKILL', 'SIGINT'] as const)(
  'the folder of a server goes with its process, which %s ends',
  async (signal) => {
    const consumer = await Consumer.create();
    await consumer.write(
      'forgets.mjs',
      `import { startAtomGit } from 'atomgit-mock';
      const atomgit = await startAtomGit();
      await (await atomgit.repository('demo/demo')).commit({ 'a.txt': 'a' });
      console.log('up');`,
    );
    const child = spawn(process.execPath, ['forgets.mjs'], {
      cwd: consumer.folder,
      env: consumer.environment,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    await once(child.stdout, 'data');
    expect(folders(consumer)).toHaveLength(1);

    const watcher = watch(consumer.folder);
    onTestFinished(() => watcher.close());
    child.kill(signal);
    while (folders(consumer).length > 0) await once(watcher, 'change');
  },
);

test('a test that throws leaves nothing: await using stops the server', async () => {
  const consumer = await Consumer.create();
  const printed = await consumer.node(`
    import { startAtomGit } from 'atomgit-mock';
    const atomgit = await startAtomGit();
    try {
      throw new Error('the test has failed');
    } catch (error) {
      console.log(error.message);
    } finally {
      // What \`await using\` comes to; Node 22 does not know that yet.
      await atomgit[Symbol.asyncDispose]();
    }
  `);
  expect(printed).toBe('the test has failed\n');
  expect(folders(consumer)).toEqual([]);
});
