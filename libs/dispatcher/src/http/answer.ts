import type { Dispatcher as Undici } from 'undici';
import { onConnectionOfRequest } from './reused-connection.js';

/** How much of a response is read; then the connection is closed. */
const RESPONSE_LIMIT = 8 * 1024;

/** What a receiver answered. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
  /** Whether there was more to come: too much of it, or it broke off. */
  readonly isTruncated: boolean;
}

/**
 * A connection that had carried requests before was closed without a byte of response to this one: in all likelihood the
 * receiver had closed it as idle while the request was on its way, and has not read it. On a fresh connection nothing of
 * the kind can be said: there the receiver may have read all of the request, and it is not to be repeated. (This is what
 * RFC 9112, section 9.3.1, leaves to clients, and what `reusedSocket` in Node's documentation is about.)
 */
export class ClosedWhenReused extends Error {}

const CLOSED = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/**
 * Sends a request and reads what comes back; without redirects, and without the stream that undici's own `request` makes
 * of every response, which costs as much as all the rest.
 * @param signal ends it: what has come by then is the answer. Rejects when there is no response head yet, with
 *   `ClosedWhenReused` when it can be sent again.
 */
export function answerTo(
  agent: Undici,
  request: Undici.DispatchOptions,
  signal: AbortSignal,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const reader = new AnswerReader(resolve, reject);
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
    private readonly resolve: (answer: Answer) => void,
    private readonly reject: (error: Error) => void,
  ) {}

  /** Whether or not there is a connection yet. */
  end(): void {
    this.hasEnded = true;
    const error = new Error('ended');
    if (this.controller === null) this.reject(error);
    else this.controller.abort(error);
  }

  onRequestStart(controller: Undici.DispatchController): void {
    this.controller = controller;
    if (this.hasEnded) this.end();
    else onConnectionOfRequest((isReused) => (this.isConnectionReused = isReused));
  }

  /** With the first byte of it. */
  onResponseStarted(): void {
    this.hasResponseBegun = true;
  }

  onResponseStart(_controller: Undici.DispatchController, status: number, headers: Answer['headers']): void {
    // What is only for information comes before the head.
    if (status >= 200) this.head = { status, headers };
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
    const isClosed = 'code' in error && CLOSED.has(String(error.code));
    return isClosed && this.isConnectionReused && !this.hasResponseBegun && !this.hasEnded;
  }

  private settle(isTruncated: boolean): void {
    if (this.head === null) return;
    const [only = Buffer.alloc(0)] = this.chunks;
    const body = this.chunks.length > 1 ? Buffer.concat(this.chunks) : only;
    this.resolve({ ...this.head, body: body.subarray(0, RESPONSE_LIMIT), isTruncated });
  }
}
