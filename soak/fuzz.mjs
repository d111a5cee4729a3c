import { cpSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stopAll, temporaryFolder } from '../bench/owned.mjs';
import { faultsOfRandomCalls } from '../test/support/http/random-calls.ts';
import { Server } from './server.mjs';

/** Calls a server at random. @returns what was wrong, for people; where the server's log is kept comes last */
export async function fuzz({ calls, seed }) {
  const data = temporaryFolder('data');
  const log = join(temporaryFolder('log'), 'stderr');
  const server = new Server(data, log);
  try {
    const url = await server.ready();
    const begin = performance.now();
    const faults = await faultsOfRandomCalls({
      url,
      database: join(data, 'atomgit-mock.sqlite'),
      calls,
      seed,
      onRound: (made) => console.error(`${made} calls, ${Math.round((performance.now() - begin) / 1_000)} s`),
    });
    if (faults.length === 0) return [];
    const kept = join(tmpdir(), `atomgit-mock-fuzz-${seed}.log`);
    cpSync(log, kept);
    return [...faults, `the server's log lies in ${kept}`];
  } finally {
    await stopAll();
  }
}
