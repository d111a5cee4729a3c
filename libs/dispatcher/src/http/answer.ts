import type { Dispatcher as Undici } from 'undici';
import { codeOf } from '#domain';
import type { ExchangeTimes } from './exchange-times.js';
import { onConnectionOfRequest } from './reused-connection.js';

/** How much of a response is read; then the connection is closed. */
const RESPONSE_LIMIT = 8 * 1024;

/** What a receiver answered. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
  /** Whether the body was too long to be read whole, or broke off. */
  readonly isTruncated: boolean;
}

/**
 * A reused connection was closed before any byte of the response: most likely the receiver closed it as idle while
 * the request was on its way, and has not read it, so it may be sent again. On a fresh connection the receiver may
 * have read the request, and it must not be repeated. (RFC 9112, section 9.3.1; `reusedSocket` in Node's
 * documentation.)
 */
export class ClosedWhenReused extends Error {}

const CLOSED = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/** What surrounds a request. */
export interface Exchange {
  /** Ends it: what has come by then is the answer. */
  readonly signal: AbortSignal;
  /** Learns how it goes on. */
  readonly times: ExchangeTimes;
}

/**
 * Sends a request and reads the response, without redirects, and without the stream that undici's own `request` makes
 * of every response, which costs as much as all the rest.
 * Rejects when there is no response head yet, with `ClosedWhenReused` when the request can be sent again.
 */
export function answerTo(
  agent: Undici,
  request: Undici.DispatchOptions,
  { signal, times }: Exchange,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const reader = new AnswerReader(times, resolve, reject);
    if (signal.aborted) reader.end();
    else signal.addEventListener('abort', () => reader.end(), { once: true });
    agent.dispatch(request, reader);
  });
}

class AnswerReader implements Undici.DispatchHandler {
  private controller: Undici.DispatchController | null = null;
  private head: Pick<Answer, 'status' | 'headers'> | null = null;
  private readonly chunks: Buffer[] = [];
  private length = 0;
  private hasEnded = false;
  private isConnectionReused = false;
  private hasResponseBegun = false;

  constructor(
    private readonly times: ExchangeTimes,
    private readonly resolve: (answer: Answer) => void,
    private readonly reject: (error: Error) => void,
  ) {}

  /** Works before there is a connection, too. */
  end(): void {
    this.hasEnded = true;
    const error = new Error('ended');
    if (this.controller === null) this.reject(error);
    else this.controller.abort(error);
  }

  onRequestStart(controller: Undici.DispatchController): void {
    this.controller = controller;
    this.times.connected();
    if (this.hasEnded) this.end();
    else onConnectionOfRequest((isReused) => (this.isConnectionReused = isReused));
  }

  onResponseStarted(): void {
    this.hasResponseBegun = true;
  }

  onResponseStart(_controller: Undici.DispatchController, status: number, headers: Answer['headers']): void {
    // 1xx responses come before the final one.
    if (status < 200) return;
    this.head = { status, headers };
    this.times.answered();
  }

  onResponseData(controller: Undici.DispatchController, chunk: Buffer): void {
    this.chunks.push(chunk);
    this.length += chunk.length;
    if (this.length > RESPONSE_LIMIT) controller.abort(new Error('enough'));
  }

  onResponseEnd(): void {
    this.settle(false);
  }

  onResponseError(_controller: Undici.DispatchController, error: Error): void {
    if (this.head !== null) this.settle(true);
    else this.reject(this.isUnread(error) ? new ClosedWhenReused(error.message, { cause: error }) : error);
  }

  private isUnread(error: Error): boolean {
    const isClosed = CLOSED.has(codeOf(error));
    return isClosed && this.isConnectionReused && !this.hasResponseBegun && !this.hasEnded;
  }

  private settle(isTruncated: boolean): void {
    if (this.head === null) return;
    const [only = Buffer.alloc(0)] = this.chunks;
    const body = this.chunks.length > 1 ? Buffer.concat(this.chunks) : only;
    this.resolve({ ...this.head, body: body.subarray(0, RESPONSE_LIMIT), isTruncated });
  }
}
