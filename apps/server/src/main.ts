import { flushCompileCache } from 'node:module';
import { banner } from './banner.js';
import { settingsOfThisProcess, type Settings } from './config.js';
import { findGitTrouble } from './git-trouble.js';
import { StartError } from './start-error.js';
import { VERSION } from './version.js';

async function main(): Promise<void> {
  const settings = settingsOfThisProcess(VERSION);
  if ('text' in settings) process.stdout.write(settings.text);
  else await run(settings);
}

async function run(settings: Settings): Promise<void> {
  // Loading the rest takes a moment: a wrong flag need not wait for it, and git can answer meanwhile.
  const gitTrouble = findGitTrouble(settings.gitEnvironment);
  const { startServer } = await import('./server.js');
  const starting = startServer(settings, gitTrouble);
  let isStopping = false;
  const stop = async () => {
    // A second signal means: now.
    if (isStopping) process.exit(130);
    isStopping = true;
    const server = await starting;
    await server.stop();
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop());
  process.on('SIGINT', () => void stop());
  const server = await starting;
  if (isStopping) return;
  process.stdout.write(`${banner(server, settings)}\n`);
  // Node itself would do it at the end, which a server that is killed does not see.
  flushCompileCache();
}

main().catch((error: unknown) => {
  const isForeseen = error instanceof StartError;
  const text = isForeseen
    ? `atomgit-mock: ${error.message}`
    : error instanceof Error
      ? error.stack
      : String(error);
  process.stderr.write(`${text}\n`);
  process.exit(isForeseen ? 2 : 1);
});
