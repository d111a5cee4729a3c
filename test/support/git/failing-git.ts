import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../server/temporary-folder.js';

/** A git of which one command can be made to fail: it then does its work, and says that the disk is full. */
export const failingGit = (command: string) =>
  gitThat([command], `git "$@"; echo 'fatal: No space left on device' >&2; exit 128`);

/** A git that can be killed whenever it begins one of these commands. @param commands such as `cat-file -t` */
export const killedGit = (commands: readonly string[]) => gitThat(commands, 'kill -KILL $$');

/** @param failure what these commands run in a shell while they fail */
async function gitThat(commands: readonly string[], failure: string) {
  const folder = await temporaryFolder();
  const patterns = commands.map((command) => `"${command} "*`).join('|');
  const script = `#!/bin/sh
PATH=$(printf %s "$PATH" | cut -d: -f2-)
[ -e ${folder}/fails ] && case "$* " in ${patterns}) ${failure} ;; esac
exec git "$@"
`;
  await writeFile(join(folder, 'git'), script, { mode: 0o755 });
  return {
    environment: { PATH: `${folder}:${process.env['PATH']}` },
    /** From now on. */
    fail: () => writeFile(join(folder, 'fails'), ''),
    recover: () => rm(join(folder, 'fails')),
  };
}
