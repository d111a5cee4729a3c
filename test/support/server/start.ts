import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import request from 'supertest';
import type { Settings } from '../../../apps/server/src/settings/settings.js';
import type { Internals } from '../../../apps/server/src/internals.js';
import { Clone, git } from '../git/clone.js';
import { ignoreExpectedViolations, watchContracts } from '../http/contract-violations.js';
import { Inbox } from '../http/inbox.js';
import { takeServer } from './ready-servers.js';

export interface StartOptions {
  readonly settings?: Partial<Settings>;
  /** Registers a hook on demo/demo for the inbox, with these fields of the REST API. */
  readonly hook?: Readonly<Record<string, unknown>>;
  /** Times and sizes of the test's own. */
  readonly internals?: Partial<Internals>;
}

export type Started = Awaited<ReturnType<typeof start>>;

/** A server for this test alone on a free port, as it is after a start, with an inbox. */
export async function start({ settings = {}, internals = {}, hook }: StartOptions = {}) {
  watchContracts();
  const { server, answers, release } = await takeServer({ settings, internals });
  const { dataFolder } = server;
  let isReleased = false;
  const end = async (forWhat: 'a stop' | 'the next test') => {
    if (isReleased) return;
    isReleased = true;
    await ignoreExpectedViolations(wasFaulted);
    await answers.check();
    await release(forWhat);
  };
  const stop = () => end('a stop');
  const api = request(server.localUrl);
  const wasFaulted = async (delivery: string): Promise<boolean> => {
    const { body } = await api.get(`/_mock/deliveries/${delivery}`).set('PRIVATE-TOKEN', 'atomgit-token');
    const history = (body.history ?? []) as readonly { readonly faults: readonly unknown[] }[];
    return history.some(({ faults }) => faults.length > 0);
  };
  const inbox = await Inbox.open();
  // Runs before the inbox closes: cleanups go last in, first out.
  onTestFinished(({ task }) => end(task.result?.state === 'fail' ? 'a stop' : 'the next test'));
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
      await api.post('/_mock/settle?timeout=60s').set('PRIVATE-TOKEN', 'atomgit-token').expect(200);
    },
    hookId: hook === undefined ? 0 : await register({ url: inbox.url, ...hook }),
  };
}
