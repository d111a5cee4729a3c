import { fileURLToPath } from 'node:url';
import type { Settings } from '../../../apps/server/src/settings/settings.js';
import { createServer, type RunningServer } from '../../../apps/server/src/create-server.js';
import type { Internals } from '../../../apps/server/src/internals.js';
import { checkGit } from '../../../apps/server/src/process/check-git.js';
import { ObservedAnswers } from '../http/observed-answers.js';
import { writeDemoData } from './demo-data.js';

/** A server in this process, with what it was asked and answered. */
export interface ObservedServer {
  readonly server: RunningServer;
  readonly answers: ObservedAnswers;
}

/** What differs from the defaults. */
export interface Given {
  readonly settings: Partial<Settings>;
  readonly internals: Partial<Internals>;
}

/** What the build has made: servers of these tests run from their sources. */
const WEB_FOLDER = fileURLToPath(new URL('../../../dist/web', import.meta.url));

/** Asked once for all tests that take git from the PATH. */
const gitCheck = checkGit({ PATH: process.env['PATH'] ?? '' });

/** @param data its data folder */
export async function createObserved(data: string, given: Given): Promise<ObservedServer> {
  const answers = new ObservedAnswers();
  const internals = { webFolder: WEB_FOLDER, observe: answers.observe, ...given.internals };
  const settings: Partial<Settings> = { port: 0, logFormat: 'json', ...given.settings, data };
  if (settings.gitEnvironment !== undefined)
    return { answers, server: await createServer(settings, internals) };
  // Where the clock is set, everything is to be made at its time.
  const { data: isOwn, seed = 'demo', clock } = given.settings;
  if (isOwn === undefined && seed === 'demo' && !clock) await writeDemoData(data);
  return { answers, server: await createServer(settings, { gitCheck, ...internals }) };
}
