import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inspect } from 'node:util';
import request from 'supertest';
import { onTestFinished, vi } from 'vitest';
import type { RunningServer } from '../../../apps/server/src/create-server.js';
import { dataFolderState } from './data-folder-state.js';
import { createObserved, type Given, type ObservedServer } from './observed-server.js';
import { temporaryFolder } from './temporary-folder.js';

export interface TakenServer extends ObservedServer {
  /** Stops it, or makes it ready for the next test that wants these settings. */
  readonly release: (forWhat: 'a stop' | 'the next test') => Promise<void>;
}

interface ReadyServer extends ObservedServer {
  readonly settings: string;
  /** What is there after a start, and again after a reset. */
  readonly state: string;
}

/** The others are stopped. */
const MOST = 4;

/** The one that was used last comes last. */
const ready: ReadyServer[] = [];

/**
 * A server on a free port, with a data folder of its own in which nobody has changed anything. Where a test wants usual
 * settings, it is one that another test has used and `POST /_mock/reset` has brought back: a start takes ten times as long
 * as a reset.
 */
export async function takeServer(given: Given): Promise<TakenServer> {
  const settings = shared(given);
  if (settings === null) {
    const data = given.settings.data ?? join(await temporaryFolder(), 'data');
    const observed = await createObserved(data, given);
    return { ...observed, release: () => observed.server.stop() };
  }
  const index = ready.findLastIndex((each) => each.settings === settings);
  const [taken = await createReady(settings, given)] = index < 0 ? [] : ready.splice(index, 1);
  onTestFinished(async () => {
    if (!ready.includes(taken)) await removeFolder(taken);
  });
  return {
    ...taken,
    release: async (forWhat) => {
      let isReady = false;
      try {
        isReady = forWhat === 'the next test' && (await wasReset(taken));
      } finally {
        await (isReady ? keep(taken) : taken.server.stop());
      }
    },
  };
}

/** The settings in words; null where a server of them serves one test only. */
function shared({ settings, internals }: Given): string | null {
  const { data, gitEnvironment, ...others } = settings;
  const isOfOneTest = data !== undefined || gitEnvironment !== undefined || !isPlain({ others, internals });
  return isOfOneTest
    ? null
    : inspect({ others, internals }, { depth: null, sorted: true, maxStringLength: null });
}

/** Neither what notes something for a test, such as a log, nor what changes while it runs. */
function isPlain(value: unknown): boolean {
  if (value instanceof Date || Object(value) !== value) return true;
  const isNode = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
  const properties = Object.values(Object.getOwnPropertyDescriptors(Object(value)));
  return isNode && properties.every((property) => property.get === undefined && isPlain(property.value));
}

async function createReady(settings: string, given: Given): Promise<ReadyServer> {
  const folder = await mkdtemp(join(tmpdir(), 'atomgit-mock-test-'));
  const observed = await createObserved(join(folder, 'data'), given);
  // What resets bring back is copied now, before the test writes into the folder without asking the server.
  await reset(observed.server);
  return { ...observed, settings, state: dataFolderState(observed.server.dataFolder) };
}

/**
 * Whether everything is as it was. It is not when something under way does not end, when the test has left snapshots or
 * other files that no reset removes, or has put a seed, to which a reset goes back then.
 */
async function wasReset({ server, state }: ReadyServer): Promise<boolean> {
  const snapshots = readdirSync(join(server.dataFolder, 'snapshots'));
  if (snapshots.some((name) => name.endsWith('.json')) || !(await reset(server))) return false;
  return dataFolderState(server.dataFolder) === state;
}

async function reset({ localUrl, dataFolder }: RunningServer): Promise<boolean> {
  // On a connection of its own: the test's may have been idle for as long as the server allows.
  const asking = request(localUrl).post('/_mock/reset?grace=1ms').set('PRIVATE-TOKEN', 'atomgit-token');
  const { status } = await asking;
  // The replaced repositories are removed in the background.
  const staging = join(dataFolder, 'staging');
  await vi.waitUntil(() => readdirSync(staging).length === 0, { interval: 1, timeout: 30_000 });
  return status === 200;
}

async function keep(server: ReadyServer): Promise<void> {
  ready.push(server);
  const [oldest] = ready.length > MOST ? ready.splice(0, 1) : [];
  if (oldest === undefined) return;
  await oldest.server.stop();
  await removeFolder(oldest);
}

const removeFolder = ({ server }: ReadyServer): Promise<void> =>
  rm(dirname(server.dataFolder), { recursive: true, force: true, maxRetries: 5 });
