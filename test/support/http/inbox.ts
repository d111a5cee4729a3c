import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { watchContracts } from './contract-violations.js';
import { checkContract } from './contract.js';

/** One request as it came over the wire. */
export interface Call {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Names and values as they were sent. */
  readonly rawHeaders: readonly string[];
  /** The body as it came. */
  readonly bytes: Buffer;
  readonly text: string;
  readonly body: unknown;
}

export type Answer = (call: Call, response: ServerResponse) => void;

const ok: Answer = (_call, response) => void response.end('ok');

/** A real receiver: keeps its requests and gives configured answers. */
export class Inbox {
  /** Everything that ever came. */
  readonly history: Call[] = [];
  private readonly calls: Call[] = [];
  private readonly waiting: ((call: Call) => void)[] = [];
  private readonly server = createServer((request, response) => {
    // A request that breaks off is no call.
    this.take(request, response).catch(() => undefined);
  });
  answer: Answer = ok;
  /** Stays what it was when the inbox closes. */
  port = 0;

  static async open(port = 0): Promise<Inbox> {
    const inbox = new Inbox();
    inbox.server.listen(port, '127.0.0.1');
    await once(inbox.server, 'listening');
    inbox.port = (inbox.server.address() as AddressInfo).port;
    watchContracts();
    onTestFinished(() => inbox.close());
    return inbox;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/`;
  }

  /** The oldest call that nobody has looked at; waits for one. */
  next(): Promise<Call> {
    const call = this.calls.shift();
    return call ? Promise.resolve(call) : new Promise((resolve) => this.waiting.push(resolve));
  }

  async several(count: number): Promise<Call[]> {
    const calls: Call[] = [];
    while (calls.length < count) calls.push(await this.next());
    return calls;
  }

  /** What is here and nobody has looked at. Settle the server first: what is under way is not here yet. */
  rest(): Call[] {
    return this.calls.splice(0);
  }

  /** Leaves calls unanswered from now on. @returns how to answer them, and all later ones at once */
  hold(): () => void {
    const held: ServerResponse[] = [];
    this.answer = (_call, response) => void held.push(response);
    return () => {
      this.answer = ok;
      for (const response of held) response.end('ok');
    };
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    if (this.server.listening) await new Promise((resolve) => this.server.close(resolve));
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    const text = bytes.toString();
    const call: Call = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      ),
      rawHeaders: request.rawHeaders,
      bytes,
      text,
      body: text === '' ? null : JSON.parse(text),
    };
    checkContract(call);
    this.history.push(call);
    this.answer(call, response);
    const waiter = this.waiting.shift();
    if (waiter) waiter(call);
    else this.calls.push(call);
  }
}
