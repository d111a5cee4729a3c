import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Everything the bench writes lies below it, the temporary folders of the processes it starts too. */
const root = mkdtempSync(join(tmpdir(), 'atomgit-mock-bench-'));
const children = new Set();

/** What every process gets, floor or product, git or server: no configuration of the user who runs the bench. */
export const ENVIRONMENT = {
  PATH: process.env.PATH,
  HOME: temporaryFolder('home'),
  TMPDIR: temporaryFolder('tmp'),
  LC_ALL: 'C',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
};

export function temporaryFolder(name) {
  return mkdtempSync(join(root, `${name}-`));
}

/** Starts Node with a program that is stopped, at the latest, when the bench ends. */
export function startNode(args, stdio = 'ignore') {
  return own(spawn(process.execPath, args, { env: ENVIRONMENT, stdio }));
}

/** Starts one of the bench's own processes; resolves with its first message, sent once it is ready. */
export async function forkReady(program, args = []) {
  const child = own(fork(program, args, { env: ENVIRONMENT, execArgv: [] }));
  const [message] = await once(child, 'message');
  return { child, message };
}

export async function stop(child) {
  if (!children.has(child)) return;
  const gone = once(child, 'exit');
  child.kill();
  await gone;
}

export async function stopAll() {
  await Promise.all([...children].map(stop));
}

/** Stops the process, at the latest, when this one ends. */
export function own(child) {
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

// An exit handler runs after an error too, and after the signals that are turned into an exit here.
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(root, { recursive: true, force: true, maxRetries: 5 });
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));
