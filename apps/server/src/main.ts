#!/usr/bin/env node
import { banner } from './banner.js';
import { settingsOfThisProcess, type Settings } from './config.js';
import { startServer } from './server.js';
import { StartError } from './start-error.js';
import { VERSION } from './version.js';

async function main(): Promise<void> {
  const settings = settingsOfThisProcess(VERSION);
  if ('text' in settings) {
    process.stdout.write(settings.text);
    return;
  }
  await run(settings);
}

async function run(settings: Settings): Promise<void> {
  const server = await startServer(settings);
  process.stdout.write(`${banner(server, settings)}\n`);
  let stopping: Promise<void> | undefined;
  const stop = () => {
    // A second signal means: now.
    if (stopping) process.exit(130);
    stopping = server.stop().then(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

main().catch((error: unknown) => {
  const text =
    error instanceof StartError
      ? `atomgit-mock: ${error.message}`
      : error instanceof Error
        ? error.stack
        : String(error);
  process.stderr.write(`${text}\n`);
  process.exit(error instanceof StartError ? 2 : 1);
});
