import { flushCompileCache } from 'node:module';
import { isError, outOfResources } from '#domain';
import { banner } from './process/banner.js';
import { settingsOfThisProcess } from './settings/read-settings.js';
import type { Settings } from './settings/settings.js';
import { checkGit } from './process/check-git.js';
import { StderrLogger } from './process/logger.js';
import { whenParentIsGone } from './process/parent-process.js';
import { Shutdown } from './process/stopping/shutdown.js';
import { StartError } from './process/start-error.js';
import { VERSION } from './process/version.js';

async function main(): Promise<void> {
  const settings = settingsOfThisProcess(VERSION);
  if ('text' in settings) process.stdout.write(settings.text);
  else await run(settings);
}

async function run(settings: Settings): Promise<void> {
  // Loaded late: a wrong flag is reported at once, and git is checked meanwhile.
  const gitCheck = checkGit(settings.gitEnvironment);
  const { createServer } = await import('./create-server.js');
  const starting = createServer(settings, { gitCheck });
  const shutdown = new Shutdown(starting, new StderrLogger(settings.logFormat), (code) => process.exit(code));
  process.on('SIGTERM', () => shutdown.signalled());
  process.on('SIGINT', () => shutdown.signalled());
  process.on('SIGHUP', () => shutdown.terminalIsGone());
  // Also for rejected promises.
  process.on('uncaughtException', (error) => shutdown.uncaught(error));
  if (settings.exitWithParent) whenParentIsGone(() => shutdown.parentIsGone());
  const server = await starting;
  if (shutdown.hasBegun) return;
  process.stdout.write(`${banner(server, settings)}\n`);
  // Node would do this at its end, which a killed server does not reach.
  flushCompileCache();
}

// The reader of standard output may be gone; the server goes on.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

main().catch((error: unknown) => {
  const isForeseen = error instanceof StartError;
  process.stderr.write(isForeseen ? `atomgit-mock: ${error.message}\n` : unforeseen(error));
  process.exit(isForeseen ? 2 : 1);
});

function unforeseen(error: unknown): string {
  const code = outOfResources(error);
  if (code !== null)
    return `atomgit-mock: ${code} at the start: the machine, or the limit of this process (ulimit), gives it too little\n`;
  return `${isError(error) ? error.stack : String(error)}\n`;
}
