import type { INestApplicationContext, LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Dispatcher } from '#dispatcher';
import { MergeChecks, Pushes } from '#forge';
import { BareRepositories, Git, PushJournal } from '#git';
import { AppModule } from '../app.module.js';
import type { ServerStart } from '../core.module.js';
import type { ReadSeed } from './read-seed.js';
import { SeedError } from './seed-error.js';
import { plant } from './seed.js';

/** How long the last test merges may take. */
const PATIENCE_MS = 60_000;

/**
 * Plants a seed by a server of its own, which nobody can reach: it works in the folder of `start.place`, and leaves there what
 * a server finds that starts on it.
 * @throws SeedError
 */
export async function plantAside(
  { seed, folder, lineOf }: ReadSeed,
  start: ServerStart,
  logger: LoggerService,
): Promise<void> {
  const app = await NestFactory.createApplicationContext(AppModule.with(start), {
    logger,
    abortOnError: false,
  });
  try {
    await begin(app);
    await plant(seed, { get: (service) => app.get(service), folder });
    await app.get(PushJournal).collectAll();
    await app.get(MergeChecks).idle(PATIENCE_MS);
  } catch (error) {
    throw error instanceof SeedError ? error.in(lineOf) : error;
  } finally {
    await app.close();
  }
}

async function begin(app: INestApplicationContext): Promise<void> {
  await app.get(Git).prepare();
  await app.get(BareRepositories).prepare();
  await app.get(PushJournal).prepare();
  await app.get(Dispatcher).start();
  await app.get(Pushes).start();
  await app.get(MergeChecks).start();
}
