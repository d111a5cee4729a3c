import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    include: ['test/**/*.test.ts', 'libs/**/*.test.ts', 'apps/**/*.test.ts'],
    globalSetup: ['test/support/server/temporary-root.ts'],
    testTimeout: 120_000,
    hookTimeout: 60_000,
    // A second, as by default, is short on a busy machine.
    expect: { poll: { timeout: 60_000 } },
    // One more than a small machine has processors: a quarter of the time a test waits, for git or for the disk.
    maxWorkers: 3,
    // Each start of git copies the page tables of the process that starts it: a small heap is quicker at it.
    execArgv: ['--max-semi-space-size=4', '--heap-growing-percent=30'],
    isolate: false,
    silent: 'passed-only',
  },
});
