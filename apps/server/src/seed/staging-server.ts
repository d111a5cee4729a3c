import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Dispatcher } from '#dispatcher';
import { MergeChecks, Pushes } from '#forge';
import { BareRepositories, Git, PushJournal } from '#git';
import { AppModule } from '../app.module.js';
import type { ServerStart } from '../core.module.js';
import type { ReadSeed } from './read-seed.js';
import { SeedError } from './seed-error.js';
import { applySeed } from './seed.js';

/** How long the last test merges may take. */
const MERGE_CHECKS_MS = 60_000;

/**
 * Applies a seed to a server of its own, which nobody can reach: whatever goes wrong, goes wrong there.
 * @param start of that server. Its folder is empty; it holds in the end what a server finds that starts on it
 * @param finish comes when all is applied and nothing moves
 * @throws SeedError
 */
export async function seedOnStagingServer<T>(
  { seed, folder, lineOf }: ReadSeed,
  start: ServerStart,
  finish: (app: INestApplicationContext) => Promise<T>,
): Promise<T> {
  const app = await NestFactory.createApplicationContext(AppModule.with(start), {
    logger: start.logger,
    abortOnError: false,
  });
  try {
    await begin(app);
    await applySeed(seed, { get: (service) => app.get(service), folder });
    await app.get(PushJournal).collectAll();
    await app.get(MergeChecks).idle(MERGE_CHECKS_MS);
    return await finish(app);
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
