import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { forkReady } from './owned.mjs';

const PROGRAM = fileURLToPath(new URL('./receiver.mjs', import.meta.url));
const TIME_LIMIT_MS = 60_000;

/** The bench's end of the receiver process. */
export class Inbox {
  #child;
  #expected = 0;

  constructor(child, port) {
    this.#child = child;
    this.url = `http://127.0.0.1:${port}`;
  }

  static async open() {
    const { child, message } = await forkReady(PROGRAM);
    return new Inbox(child, message.port);
  }

  /** Resolves to the moment at which the receiver held `count` more POSTs than were awaited before. */
  async holds(count) {
    this.#expected += count;
    const { moment } = await this.#ask({ count: this.#expected });
    return moment;
  }

  /** Headers and body of the POST that came last. */
  last() {
    return this.#ask('last');
  }

  /** Takes POSTs from now on, and never answers one. */
  hang() {
    this.#child.send('hang');
  }

  async #ask(question) {
    this.#child.send(question);
    const late = AbortSignal.timeout(TIME_LIMIT_MS);
    const [message] = await once(this.#child, 'message', { signal: late }).catch(() => {
      throw new Error(`the receiver does not hold ${this.#expected} POSTs within ${TIME_LIMIT_MS} ms`);
    });
    return message;
  }
}

/** An address of its own for each of many hooks. */
export const hookUrls = ({ url }, count) => Array.from({ length: count }, (_, number) => `${url}/${number}`);
