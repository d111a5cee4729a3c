import { closeSync, openSync, readFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startNode, stop, temporaryFolder } from './owned.mjs';

export const PROGRAM = fileURLToPath(new URL('../dist/atomgit-mock.cjs', import.meta.url));
/** What Node has compiled of it. */
export const COMPILE_CACHE = fileURLToPath(new URL('../dist/compile-cache', import.meta.url));

/** The product as a user starts it, in a data folder that the bench knows. */
export class Product {
  #child;
  #data;

  constructor(child, url, data) {
    this.#child = child;
    this.url = url;
    this.#data = data;
  }

  /** @param data a folder that it has worked in before, if any */
  static async start(data = temporaryFolder('data')) {
    const log = join(temporaryFolder('log'), 'stderr');
    const logFile = openSync(log, 'w');
    const child = startNode([PROGRAM, '--port', '0', '--data', data], ['ignore', 'pipe', logFile]);
    closeSync(logFile);
    const [printed] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
    const url = /https?:\/\/[^\s"]+/.exec(printed)?.[0];
    if (url === undefined) throw new Error(`the product did not start:\n${readFileSync(log)}`);
    return new Product(child, url, data);
  }

  /**
   * Creates a repository with a hook for each URL; `events` are its flags in the API.
   * @returns where to push to, by HTTP and by path, and where its part of the API is
   */
  async repository(name, hookUrls = [], events = {}) {
    await this.#post('/api/v5/user/repos', { name, path: name });
    for (const url of hookUrls) await this.#post(`/api/v5/repos/atomgit/${name}/hooks`, { url, ...events });
    return {
      url: `${this.url}/atomgit/${name}.git`,
      api: `${this.url}/api/v5/repos/atomgit/${name}`,
      folder: join(this.#data, 'repositories', 'atomgit', `${name}.git`),
    };
  }

  /** Makes a commit on its default branch, as a push does. @param repository `owner/repo` */
  async commit(repository) {
    await this.#post(`/_mock/repositories/${repository}/commits`, { message: 'A commit' });
  }

  get pid() {
    return this.#child.pid;
  }

  stop() {
    return stop(this.#child);
  }

  /** Resolves when no event waits to be recorded and no outcome to be written. */
  async settled() {
    await this.#post('/_mock/settle?timeout=60s', {});
  }

  async #post(path, body) {
    const response = await fetch(this.url + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`POST ${path} answers ${response.status}: ${text}`);
  }
}
