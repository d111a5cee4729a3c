import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import request from 'supertest';
import type { Settings } from '../../../apps/server/src/settings/settings.js';
import { createServer } from '../../../apps/server/src/create-server.js';
import type { Internals } from '../../../apps/server/src/internals.js';
import { checkGit } from '../../../apps/server/src/process/check-git.js';
import { Clone, git } from '../git/clone.js';
import { writeDemoData } from './demo-data.js';
import { ignoreExpectedViolations, watchContracts } from '../http/contract-violations.js';
import { ObservedAnswers } from '../http/observed-answers.js';
import { Inbox } from '../http/inbox.js';
import { temporaryFolder } from './temporary-folder.js';

export interface StartOptions {
  readonly settings?: Partial<Settings>;
  /** Registers a hook on demo/demo for the inbox, with these fields of the REST API. */
  readonly hook?: Readonly<Record<string, unknown>>;
  /** Times and sizes of the test's own. */
  readonly internals?: Partial<Internals>;
}

export type Started = Awaited<ReturnType<typeof start>>;

/** What the build has made: servers of these tests run from their sources. */
const WEB_FOLDER = fileURLToPath(new URL('../../../dist/web', import.meta.url));

/** Asked once for all tests that take git from the PATH. */
const gitCheck = checkGit({ PATH: process.env['PATH'] ?? '' });

async function startOn(data: string, given: Partial<Settings>, ownInternals: Partial<Internals>) {
  const internals = { webFolder: WEB_FOLDER, ...ownInternals };
  const settings: Partial<Settings> = { port: 0, logFormat: 'json', ...given, data };
  if (settings.gitEnvironment !== undefined) return createServer(settings, internals);
  // Where the clock is set, everything is to be made at its time.
  const isUsual = given.data === undefined && (given.seed ?? 'demo') === 'demo' && !given.clock;
  if (isUsual) await writeDemoData(data);
  return createServer(settings, { gitCheck, ...internals });
}

/** A server of the test's own on a free port, with a database file and repositories of its own, and an inbox. */
export async function start({ settings = {}, internals = {}, hook }: StartOptions = {}) {
  const dataFolder = settings.data ?? join(await temporaryFolder(), 'data');
  watchContracts();
  const answers = new ObservedAnswers();
  const server = await startOn(dataFolder, settings, { observe: answers.observe, ...internals });
  let isStopped = false;
  const stop = async () => {
    if (isStopped) return;
    isStopped = true;
    await ignoreExpectedViolations(wasFaulted);
    await answers.check();
    await server.stop();
  };
  const api = request(server.localUrl);
  const wasFaulted = async (delivery: string): Promise<boolean> => {
    const { body } = await api.get(`/_mock/deliveries/${delivery}`).set('PRIVATE-TOKEN', 'atomgit-token');
    const history = (body.history ?? []) as readonly { readonly faults: readonly unknown[] }[];
    return history.some(({ faults }) => faults.length > 0);
  };
  const inbox = await Inbox.open();
  // Runs before the inbox closes: cleanups go last in, first out.
  onTestFinished(stop);
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
