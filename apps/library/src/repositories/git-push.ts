import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Options of a push. */
export interface PushOptions {
  /** A work tree or bare repository on this machine. */
  readonly folder: string;
  /** As `git push` takes them: `main`, `HEAD:feature`, `:gone`, `v1.0`. */
  readonly refs: readonly string[];
  readonly force?: boolean;
  /** The login of the pusher; created if missing. */
  readonly as?: string;
}

/**
 * Real `git push` over HTTP. Git itself sends a name and token only when the server asks for them, which `open` never
 * does.
 * @throws Error with git's message when the push is refused
 */
export async function gitPush(
  url: string,
  token: string,
  { folder, refs, force }: PushOptions,
): Promise<void> {
  await run('git', ['push', '--quiet', ...(force ? ['--force'] : []), '--', url, ...refs], {
    cwd: folder,
    // Not on the command line, which all users of the machine can read.
    env: {
      ...gitEnvironment(),
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'http.extraHeader',
      GIT_CONFIG_VALUE_0: `Authorization: Bearer ${token}`,
      GIT_TERMINAL_PROMPT: '0',
    },
  });
}

/** Only the path to git; other settings of the environment are not for this push. */
const gitEnvironment = () =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => name === 'PATH'));
