import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { DialectName, EventName } from '../payloads.js';
import { InboxMessages, type NextOptions } from './inbox-messages.js';
import { readReceived, type Received } from './received.js';

/** Options of an inbox. */
export interface InboxOptions<D extends DialectName = 'documented'> {
  /** With `password`: senders must authenticate by Basic authentication; `url` contains both. */
  readonly user?: string;
  readonly password?: string;
  /** The dialect of the hook, for the types of payloads. */
  readonly dialect?: D;
}

/** An inbox's answer. */
export interface InboxAnswer {
  /** 200 when left out. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** `ok` when left out. */
  readonly body?: string;
  /** The delay before the answer, in milliseconds. */
  readonly delayMs?: number;
}

const OK: InboxAnswer = {};

/**
 * A receiver of webhooks that records them: a real HTTP server on its own port.
 * @example
 * const inbox = await atomgit.inbox();
 * await repo.hook(inbox.url);
 * await repo.commit({ 'README.md': 'hi' });
 * const { body } = await inbox.next('Push Hook');
 */
export class Inbox<D extends DialectName = 'documented'> implements AsyncDisposable {
  private readonly messages = new InboxMessages<D>();
  private readonly server = createServer((request, response) => {
    // An interrupted request is no delivery.
    this.take(request, response).catch(() => response.destroy());
  });
  private answers: readonly InboxAnswer[] = [OK];
  private readonly closing = new AbortController();
  private port = 0;

  private constructor(private readonly options: InboxOptions<D>) {}

  /** @internal */
  static async open<D extends DialectName>(options: InboxOptions<D>): Promise<Inbox<D>> {
    const inbox = new Inbox(options);
    inbox.server.listen(0, '127.0.0.1');
    await once(inbox.server, 'listening');
    const address = inbox.server.address();
    inbox.port = typeof address === 'object' && address !== null ? address.port : 0;
    return inbox;
  }

  /** For a hook: with user and password if set. */
  get url(): string {
    const url = new URL(`http://127.0.0.1:${this.port}/`);
    url.username = this.options.user ?? '';
    url.password = this.options.password ?? '';
    return url.href;
  }

  /** All deliveries, oldest first. */
  get received(): readonly Received<EventName, D>[] {
    return this.messages.all;
  }

  /**
   * The oldest delivery that no `next` has returned; waits for one.
   * @param event of this event only; others stay for a later `next`
   * @throws Error that lists what did arrive, when nothing has come within `timeoutMs`, 5,000 unless given
   */
  next(options?: NextOptions): Promise<Received<EventName, D>>;
  next<E extends EventName>(event: E, options?: NextOptions): Promise<Received<E, D>>;
  next<E extends EventName>(
    first: E | NextOptions = {},
    options: NextOptions = {},
  ): Promise<Received<EventName, D>> {
    return typeof first === 'string' ? this.messages.next(first, options) : this.messages.next(null, first);
  }

  /** Removes and returns what no `next` has returned. Settle the server first to include deliveries under way. */
  rest(): readonly Received<EventName, D>[] {
    return this.messages.rest();
  }

  /**
   * Sets the answers: several are given one after another, the last one also to all later requests.
   * @example
   * inbox.answer({ status: 503 }, { status: 200 }); // fails once
   */
  answer(...answers: readonly InboxAnswer[]): void {
    this.answers = answers.length === 0 ? [OK] : answers;
  }

  /** Closes it: calls of `next` that still wait are rejected. The server's `stop` closes it, too. */
  async close(): Promise<void> {
    this.closing.abort();
    this.messages.close();
    if (!this.server.listening) return;
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }

  /** Closes it. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const received = await readReceived<D>(request);
    if (!this.isAllowed(request)) {
      response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="inbox"' }).end();
      return;
    }
    const [answer = OK, ...later] = this.answers;
    if (later.length > 0) this.answers = later;
    this.messages.add(received);
    const { status = 200, headers = {}, body = 'ok', delayMs = 0 } = answer;
    if (delayMs > 0) await wait(delayMs, null, { signal: this.closing.signal });
    response.writeHead(status, headers).end(body);
  }

  private isAllowed({ headers }: IncomingMessage): boolean {
    const { user, password = '' } = this.options;
    if (user === undefined) return true;
    return headers.authorization === `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  }
}
