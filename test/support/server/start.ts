import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import request from 'supertest';
import type { Settings } from '../../../apps/server/src/settings/settings.js';
import { CONTROL_LIMITS } from '../../../apps/server/src/settings/control-limits.js';
import { startServer } from '../../../apps/server/src/create-server.js';
import { checkGit } from '../../../apps/server/src/process/check-git.js';
import { Clone, git } from '../git/clone.js';
import { writeDemoData } from './demo-data.js';
import { Inbox } from '../http/inbox.js';
import { temporaryFolder } from './temporary-folder.js';

export interface StartOptions {
  readonly settings?: Partial<Settings>;
  /** Registers a hook on demo/demo for the inbox, with these fields of the REST API. */
  readonly hook?: Readonly<Record<string, unknown>>;
  /** How long a stop waits for answers under way, in milliseconds; the product's own time when left out. */
  readonly graceMs?: number;
}

export type Started = Awaited<ReturnType<typeof start>>;

const GIT_ENVIRONMENT = { PATH: process.env['PATH'] ?? '' };

const DEFAULTS: Settings = {
  host: '127.0.0.1',
  port: 0,
  data: null,
  exitWithParent: false,
  publicUrl: null,
  allowedHosts: [],
  auth: 'open',
  seed: 'demo',
  logFormat: 'json',
  createOnPush: true,
  clock: null,
  dialect: 'documented',
  timeoutMs: 10_000,
  retryDelaysMs: [],
  jitter: 0,
  order: 'strict',
  autoDisable: null,
  loopDepth: 10,
  keepDeliveries: 500,
  keepForMs: 7 * 86_400_000,
  lockWaitMs: 5_000,
  success: [{ lowest: 200, highest: 299 }],
  allowedTargets: null,
  certificates: [],
  proxies: null,
  limits: CONTROL_LIMITS,
  gitEnvironment: GIT_ENVIRONMENT,
};

/** Asked once for all tests. */
const gitTrouble = checkGit(GIT_ENVIRONMENT);

async function startOn(data: string, given: Partial<Settings>, graceMs?: number) {
  const createOnPush = (given.auth ?? 'open') === 'open';
  const settings = { ...DEFAULTS, createOnPush, ...given, data };
  if (settings.gitEnvironment !== GIT_ENVIRONMENT) return startServer(settings, undefined, graceMs);
  // Where the clock is set, everything is to be made at its time.
  const isUsual = given.data === undefined && settings.seed === 'demo' && settings.clock === null;
  if (isUsual) await writeDemoData(data, DEFAULTS);
  return startServer(settings, gitTrouble, graceMs);
}

/** A server of the test's own on a free port, with a database file and repositories of its own, and an inbox. */
export async function start({ settings = {}, hook, graceMs }: StartOptions = {}) {
  const dataFolder = settings.data ?? join(await temporaryFolder(), 'data');
  const server = await startOn(dataFolder, settings, graceMs);
  let isStopped = false;
  const stop = async () => {
    if (isStopped) return;
    isStopped = true;
    await server.stop();
  };
  const inbox = await Inbox.open();
  // Runs before the inbox closes: cleanups go last in, first out.
  onTestFinished(stop);
  const api = request(server.localUrl);
  const hooks = `/api/v5/repos/demo/demo/hooks`;
  const register = async (fields: Readonly<Record<string, unknown>>, path = hooks): Promise<number> => {
    // In `strict` only somebody with a token may.
    const { body } = await api.post(path).set('PRIVATE-TOKEN', 'atomgit-token').send(fields).expect(200);
    return Number(body.id);
  };
  const bare = (name = 'demo/demo') => join(dataFolder, 'repositories', `${name}.git`);
  return {
    url: server.url,
    /** Where it really listens. */
    localUrl: server.localUrl,
    dataFolder,
    api,
    inbox,
    stop,
    /** The bare folder of a repository, for pushes by path. */
    bare,
    /** What git has in demo/demo: a line like `<sha> refs/heads/master` for each ref, or for those that match. */
    refs: (...patterns: string[]) =>
      git(bare(), ['for-each-ref', '--format=%(objectname) %(refname)', ...patterns]),
    /** @param userinfo `login:token`, to push and fetch as that user */
    remote: (name = 'demo/demo', userinfo?: string) =>
      `${userinfo === undefined ? server.localUrl : server.localUrl.replace('://', `://${userinfo}@`)}/${name}.git`,
    /** A clone, without asking the server; for one that is to be looked at, there is `Clone.of`. */
    clone: (name = 'demo/demo') => Clone.copyOf(bare(name), `${server.localUrl}/${name}.git`),
    /** Registers a hook. @returns its id */
    hook: register,
    /** Resolves when nothing is pending. */
    settled: async () => {
      await api.post('/_mock/settle?timeout=30s').set('PRIVATE-TOKEN', 'atomgit-token').expect(200);
    },
    hookId: hook === undefined ? 0 : await register({ url: inbox.url, ...hook }),
  };
}
