import { existsSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Clock } from '#domain';
import { Dispatcher, Faults } from '#dispatcher';
import { Demo, RepositoryMoves, Users } from '#forge';
import { BareRepositories, Git, PushJournal } from '#git';
import { AppModule } from './app.module.js';
import { OpenApi } from './control/open-api/open-api.js';
import { Misses } from './http/misses.js';
import { refuseAddress } from './http/errors/bad-address.js';
import { PublicLinks } from './http/public-links.js';
import { sendLongAnswersAsBytes } from './http/long-answers.js';
import { addBodyParsers } from './http/body-parsers.js';
import { allowLargeBodies } from './http/limits/large-body.js';
import { Addresses } from './http/addresses.js';
import { addCallFaults } from './http/call-faults.js';
import { answerClientError } from './http/errors/client-error.js';
import { INTERNALS, type Internals } from './internals.js';
import { defaultSettings } from './settings/read-settings.js';
import type { Settings } from './settings/settings.js';
import { openDataFolder } from './database/data-folder.js';
import { databaseFile } from './database/data-source-options.js';
import { copySeededFolder } from './database/copy-seeded-folder.js';
import { startRefusal } from './database/start-refusal.js';
import { OngoingRequests } from './http/limits/ongoing-requests.js';
import { BackgroundWork } from './process/stopping/background-work.js';
import { checkGit } from './process/check-git.js';
import { listen, type Listener } from './process/listener.js';
import { StderrLogger } from './process/logger.js';
import { RateLimits } from './http/limits/rate-limits.js';
import { RequestCausation } from './http/request-causation.js';
import { headAsGet } from './http/head-requests.js';
import { gated, type KnownAs } from './http/gate/request-gate.js';
import { StartError } from './process/start-error.js';
import { FolderSeedStaging } from './seed/folder-seed-staging.js';
import { addUnknownAddresses } from './http/errors/unknown-address.js';
import { sendPages } from './rest/shared/send-pages.js';
import { Snapshots } from './snapshots/snapshots.js';
import { Stopping } from './process/stopping/stopping.js';

/** Owner and repository names have up to 100 characters, branch names more; Fastify's own limit is 100. */
const LONGEST_PATH_PART = 2_048;

/** Ours are zod's. Fastify would load two compilers of JSON schemas, a twentieth of the program, for routes that have one. */
const NO_COMPILERS = { buildValidator: noCompiler, buildSerializer: noCompiler };

export interface RunningServer {
  /** The public URL without a trailing slash. */
  readonly url: string;
  /** The address on this machine. */
  readonly localUrl: string;
  readonly dataFolder: string;
  /** Whether the repository `demo/demo` exists. */
  readonly hasDemo: boolean;
  /** Refuses new requests, lets deliveries under way finish, and releases everything. */
  stop(): Promise<void>;
}

/**
 * Starts a server; the command, the library and the tests all use it. Problems of the machine are found before
 * anything is written.
 * @param given settings that differ from the command's defaults
 * @param givenInternals values that differ from `INTERNALS`
 * @throws StartError
 */
export async function createServer(
  given: Partial<Settings> = {},
  givenInternals: Partial<Internals> = {},
): Promise<RunningServer> {
  const settings = { ...defaultSettings(), ...given };
  const internals = { ...INTERNALS, ...givenInternals };
  const logger = new StderrLogger(settings.logFormat, internals.writeLog);
  const [trouble, listener] = await Promise.all([
    internals.gitCheck ?? checkGit(settings.gitEnvironment),
    listen(settings.host, settings.port, logger.of('http')),
  ]);
  try {
    if (trouble !== null) throw new StartError(trouble);
    return await startOn({ listener, logger }, { settings, internals });
  } catch (error) {
    await listener.close(0);
    throw error;
  }
}

async function startOn(
  { listener, logger }: { readonly listener: Listener; readonly logger: StderrLogger },
  { settings, internals }: { readonly settings: Settings; readonly internals: Internals },
): Promise<RunningServer> {
  const folder = await openDataFolder(settings.data, internals.temporaryFolder);
  let opened: NestFastifyApplication | undefined;
  try {
    const isNew = !existsSync(databaseFile(folder.path));
    if (isNew && settings.seed === 'demo') copySeededFolder(folder.path);
    const publicUrl = settings.publicUrl ?? listener.url;
    const place = { dataFolder: folder.path, publicUrl };
    const seedStaging = new FolderSeedStaging({ settings, internals, place, logger });
    if (isNew && settings.seed !== 'demo' && settings.seed !== 'none')
      await seedStaging.seedFirst(settings.seed);
    const knownAs = { publicUrl, hosts: settings.allowedHosts };
    const application = await createApplication(
      listener,
      logger,
      AppModule.with({ settings, internals, place, logger, seedStaging }),
      { knownAs, observe: internals.observe },
    );
    const { app } = application;
    opened = app;
    await app.init();
    const snapshots = app.get(Snapshots);
    await recover(app);
    if (isNew && settings.seed === 'demo') await app.get(Demo).seed();
    await app.get(BackgroundWork).start();
    await snapshots.begin(isNew);
    await application.hand();
    return {
      url: publicUrl.replace(/\/+$/, ''),
      localUrl: listener.url,
      dataFolder: folder.path,
      hasDemo: await app.get(Demo).exists(),
      stop: async () => {
        app.get(Stopping).begin();
        await snapshots.close();
        // Runs both in parallel; what they share is closed after both have ended.
        await Promise.all([listener.close(internals.stopGraceMs), app.get(Dispatcher).finish()]);
        await app.close();
        await folder.release();
        logger.flush();
      },
    };
  } catch (error) {
    // What it has opened would live on in the process of a library's user; what failed first is told.
    await opened?.close().catch(() => undefined);
    await folder.release();
    throw startRefusal(error, folder.path) ?? error;
  }
}

/** Puts in order what an end without a stop has left, and what every start needs. */
async function recover(app: NestFastifyApplication): Promise<void> {
  await app.get(Git).prepare();
  await app.get(Snapshots).recover();
  await app.get(BareRepositories).prepare();
  await app.get(PushJournal).prepare();
  await app.get(RepositoryMoves).recover();
  await app.get(Users).ensureDefaultUser();
}

/** @returns the application, not yet initialised; `hand` gives it the requests */
async function createApplication(
  listener: Listener,
  logger: StderrLogger,
  module: DynamicModule,
  { knownAs, observe }: { readonly knownAs: KnownAs; readonly observe: Internals['observe'] },
): Promise<{ app: NestFastifyApplication; hand: () => Promise<void> }> {
  let answer: RequestListener | undefined;
  const adapter = new FastifyAdapter({
    exposeHeadRoutes: false,
    frameworkErrors: refuseAddress,
    clientErrorHandler: answerClientError,
    schemaController: { compilersFactory: NO_COMPILERS },
    routerOptions: { maxParamLength: LONGEST_PATH_PART, ignoreTrailingSlash: true },
    serverFactory: (handler: RequestListener) => {
      answer = gated(headAsGet(handler), knownAs);
      return listener.server;
    },
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger,
    bodyParser: false,
    abortOnError: false,
  });
  const fastify = adapter.getInstance();
  sendPages(fastify, app.get(PublicLinks));
  sendLongAnswersAsBytes(fastify);
  app.get(OngoingRequests).follow(fastify);
  addBodyParsers(fastify);
  allowLargeBodies(fastify);
  const limits = app.get(RateLimits);
  addCallFaults(fastify, app.get(Faults), { clock: app.get(Clock), limits, loggers: logger });
  limits.follow(fastify);
  app.get(Addresses).follow(fastify);
  addUnknownAddresses(fastify, app.get(Addresses), app.get(Misses));
  app.get(RequestCausation).follow(fastify);
  observe(app);
  const hand = async () => {
    await fastify.ready();
    app.get(OpenApi).follow(app);
    if (answer !== undefined) listener.hand(answer);
  };
  return { app, hand };
}

function noCompiler(): never {
  throw new Error('routes have no schemas of Fastify');
}
