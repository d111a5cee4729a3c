import type { Dispatcher as Undici } from 'undici';
import type { Limit } from './limit.js';

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
 * Sends a request and reads what comes back; without redirects, and without the stream that undici's own `request` makes
 * of every response, which costs as much as all the rest.
 * @param limit ends it: what has come by then is the answer. Rejects when there is no response head yet.
 */
export function answerTo(agent: Undici, request: Undici.DispatchOptions, limit: Limit): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const reader = new AnswerReader(resolve, reject);
    limit.onEnd(() => reader.end());
    agent.dispatch(request, reader);
  });
}

class AnswerReader implements Undici.DispatchHandler {
  private controller: Undici.DispatchController | null = null;
  private head: Pick<Answer, 'status' | 'headers'> | null = null;
  private readonly chunks: Buffer[] = [];
  private length = 0;
  private hasEnded = false;

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
    if (this.head === null) this.reject(error);
    else this.settle(true);
  }

  private settle(isTruncated: boolean): void {
    if (this.head === null) return;
    const [only = Buffer.alloc(0)] = this.chunks;
    const body = this.chunks.length > 1 ? Buffer.concat(this.chunks) : only;
    this.resolve({ ...this.head, body: body.subarray(0, RESPONSE_LIMIT), isTruncated });
  }
}
