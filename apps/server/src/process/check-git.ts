import { execFile } from 'node:child_process';
import { outOfResources } from '#domain';

/** The oldest git with `merge-tree --write-tree` and the protocol options that are used here. */
const LEAST_GIT = [2, 38] as const;

/**
 * Checks the installed git.
 * @returns null when it is usable, else a sentence with the problem
 */
export async function checkGit(environment: Readonly<Record<string, string>>): Promise<string | null> {
  const least = LEAST_GIT.join('.');
  const { error, printed } = await new Promise<{ error: Error | null; printed: string }>((resolve) => {
    execFile('git', ['--version'], { env: { ...environment } }, (failure, output) =>
      resolve({ error: failure, printed: output.trim() }),
    );
  });
  const shortage = outOfResources(error);
  if (shortage !== null) return `git cannot be started: ${shortage}`;
  if (hasNotStarted(error)) return `git was not found on the PATH; install git ${least} or newer`;
  const version = /(\d+)\.(\d+)/.exec(printed);
  const [major, minor] = [Number(version?.[1] ?? 0), Number(version?.[2] ?? 0)];
  const isNewEnough = major > LEAST_GIT[0] || (major === LEAST_GIT[0] && minor >= LEAST_GIT[1]);
  return isNewEnough ? null : `git ${least} or newer is needed, but "git --version" says "${printed}"`;
}

/** A number is the exit code of a git that has run. */
const hasNotStarted = (error: Error | null): boolean =>
  error !== null && 'code' in error && typeof error.code === 'string';
