import { execFile } from 'node:child_process';
import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder } from '../server/temporary-folder.js';

const run = promisify(execFile);

export interface PausedMove {
  readonly ref: string;
  /** `prepared`: git has locked the ref and not moved it yet; `committed`: it has moved it and not reported it. */
  readonly state: 'prepared' | 'committed';
}

/** Stops the next git that moves a ref in a bare repository, until `release`. */
export async function pauseRef(bare: string, { ref, state }: PausedMove) {
  const folder = await temporaryFolder();
  const [reached, released] = [join(folder, 'reached'), join(folder, 'released')];
  await run('mkfifo', [reached, released]);
  const hook = join(bare, 'hooks/reference-transaction');
  await writeFile(
    hook,
    `#!/bin/sh
[ "$1" = ${state} ] && grep -q ' ${ref}$' && mkdir ${folder}/once 2> /dev/null || exit 0
echo $PPID > ${reached}
read -r x < ${released}
`,
  );
  await chmod(hook, 0o755);
  return {
    /** @returns the process id of git */
    reached: async () => Number(await readFile(reached, 'utf8')),
    release: async () => {
      // Its repository may have been deleted.
      await rm(hook, { force: true });
      await writeFile(released, 'go\n');
    },
  };
}
