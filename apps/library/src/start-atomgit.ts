import { createServer } from '#server';
import { AtomGit } from './atomgit.js';
import { tokenIn } from './control/seed-token.js';
import { settingsFrom, type AtomGitOptions } from './options.js';
import { temporaryFolder } from './temporary-folder.js';

/**
 * Starts a server in this process, on a free port and in a temporary folder that is removed by `stop` or when the process
 * ends. Servers are independent of each other. Of the environment, only the path to git is read.
 * @throws Error with one sentence that says what is wrong: a setting, git, the folder
 * @example
 * import { startAtomGit } from 'atomgit-mock';
 *
 * const atomgit = await startAtomGit();
 * const repo = await atomgit.repository('demo/demo');
 * const inbox = await atomgit.inbox();
 * await repo.hook(inbox.url, { events: ['push'] });
 * await repo.commit({ 'README.md': 'hi' });
 * const { body } = await inbox.next('Push Hook');
 * await atomgit.stop();
 */
export async function startAtomGit(options: AtomGitOptions = {}): Promise<AtomGit> {
  const settings = settingsFrom(options);
  const folder = settings.data === null ? await temporaryFolder() : null;
  const own = folder === null ? {} : { temporaryFolder: folder.path };
  try {
    const server = await createServer(settings, { writeLog: options.log ?? (() => undefined), ...own });
    const stop = async () => {
      try {
        await server.stop();
      } finally {
        await folder?.release();
      }
    };
    const { seed, token = tokenIn(typeof seed === 'object' ? seed : {}) } = options;
    return new AtomGit({ url: server.localUrl, dataFolder: server.dataFolder, stop }, token);
  } catch (error) {
    await folder?.release();
    throw error;
  }
}
