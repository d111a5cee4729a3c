import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../server/temporary-folder.js';

/** A git of which one command can be made to fail: it then does its work, and says that the disk is full. */
export async function failingGit(command: string) {
  const folder = await temporaryFolder();
  const script = `#!/bin/sh
PATH=$(printf %s "$PATH" | cut -d: -f2-)
[ "$1" = ${command} ] && [ -e ${folder}/fails ] || exec git "$@"
git "$@"
echo 'fatal: No space left on device' >&2
exit 128
`;
  await writeFile(join(folder, 'git'), script, { mode: 0o755 });
  return {
    environment: { PATH: `${folder}:${process.env['PATH']}` },
    /** From now on. */
    fail: () => writeFile(join(folder, 'fails'), ''),
  };
}
