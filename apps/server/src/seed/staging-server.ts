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

/** The time limit of the last test merges. */
const MERGE_CHECKS_MS = 60_000;

/**
 * Applies a seed to a staging server, which no client can reach, so that a failure affects nothing else.
 * @param start of the staging server. Its folder is empty and in the end ready for another server
 * @param finish runs when the seed is applied and nothing is under way
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
