import { test as base, type TestAPI } from 'vitest';
import { startAtomGit, type AtomGit, type AtomGitOptions, type Inbox, type Repository } from 'atomgit-mock';

/** The fixtures of a test. */
export interface AtomGitFixtures {
  /** A server per vitest worker, reset for each test. */
  readonly atomgit: AtomGit;
  /** `demo/demo` */
  readonly repo: Repository;
  /** The test's own receiver. */
  readonly inbox: Inbox;
}

/**
 * Vitest's `test` with a server.
 * @example
 * import { testWith } from 'atomgit-mock/vitest';
 *
 * const test = testWith({ auth: 'strict' });
 */
export const testWith = (options: AtomGitOptions = {}): TestAPI<AtomGitFixtures> =>
  base.extend<AtomGitFixtures & { readonly server: AtomGit }>({
    server: [
      // oxlint-disable-next-line no-empty-pattern -- vitest reads from it what the fixture asks for
      async ({}, use) => {
        const atomgit = await startAtomGit(options);
        await use(atomgit);
        await atomgit.stop();
      },
      { scope: 'worker' },
    ],
    atomgit: async ({ server }, use) => {
      await server.reset();
      await use(server);
    },
    repo: async ({ atomgit }, use) => use(await atomgit.repository('demo/demo')),
    inbox: async ({ atomgit }, use) => {
      const inbox = await atomgit.inbox();
      await use(inbox);
      await inbox.close();
    },
  });

/**
 * Vitest's `test` with a server: a server for each worker, a reset for each test that asks for it.
 * @example
 * import { expect } from 'vitest';
 * import { test } from 'atomgit-mock/vitest';
 *
 * test('a push is delivered', async ({ repo, inbox }) => {
 *   await repo.hook(inbox.url);
 *   const { sha } = await repo.commit({ 'README.md': 'hi' });
 *   expect((await inbox.next('Push Hook')).body.after).toBe(sha);
 * });
 */
export const test: TestAPI<AtomGitFixtures> = testWith();
