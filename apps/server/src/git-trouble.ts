import { spawn } from 'node:child_process';

/** The oldest git whose `merge-tree --write-tree` and protocol options everything here can count on. */
const LEAST_GIT = [2, 38] as const;

/**
 * Looks at the git that would be used.
 * @returns null when it will do, else a sentence that says what is wrong.
 */
export async function findGitTrouble(environment: Readonly<Record<string, string>>): Promise<string | null> {
  const least = LEAST_GIT.join('.');
  const printed = await new Promise<string | null>((resolve) => {
    const child = spawn('git', ['--version'], {
      env: { ...environment },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', () => resolve(null));
    child.on('close', () => resolve(output.trim()));
  });
  if (printed === null) return `git was not found on the PATH; install git ${least} or newer`;
  const version = /(\d+)\.(\d+)/.exec(printed);
  const [major, minor] = [Number(version?.[1] ?? 0), Number(version?.[2] ?? 0)];
  const isNewEnough = major > LEAST_GIT[0] || (major === LEAST_GIT[0] && minor >= LEAST_GIT[1]);
  return isNewEnough ? null : `git ${least} or newer is needed, but "git --version" says "${printed}"`;
}
