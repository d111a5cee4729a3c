import { Transform, pipeline, Readable } from 'node:stream';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { OpenApi } from '../../../apps/server/src/control/open-api/open-api.js';
import { reportViolation } from './contract-violations.js';
import { violationsOf, type Exchange } from './documented-calls.js';

/** More of a body is not looked at. */
const LONGEST_BODY = 500_000;

/** What a server under test was asked and answered, to be held against its OpenAPI document. */
export class ObservedAnswers {
  private readonly exchanges: Exchange[] = [];
  private openApi: OpenApi | undefined;

  /** Given to the server's internals. */
  readonly observe = (app: NestFastifyApplication): void => {
    this.openApi = app.get(OpenApi);
    const server = app.getHttpAdapter().getInstance();
    server.addHook('onSend', (request, reply, payload, done) => {
      done(null, this.seen(request, reply, payload));
    });
  };

  /** Notes what breaks the document, which is the same for all servers of a test run. */
  async check(): Promise<void> {
    const exchanges = this.exchanges.splice(0);
    if (this.openApi === undefined || exchanges.length === 0) return;
    const { openApi } = this;
    for (const message of await violationsOf(exchanges, () => openApi.document()))
      reportViolation({ delivery: null, message });
  }

  private seen(request: FastifyRequest, reply: FastifyReply, payload: unknown): unknown {
    const route = request.routeOptions.url;
    const isFaulted = reply.hasHeader('x-atomgit-mock-fault');
    if (route === undefined || isFaulted) return payload;
    const keep = (body: string) =>
      this.exchanges.push({
        method: request.method.toLowerCase(),
        route,
        url: request.url,
        query: request.query,
        sent: request.body,
        status: reply.statusCode,
        type: String(reply.getHeader('content-type') ?? ''),
        body,
      });
    const isJson = /\bjson\b/.test(String(reply.getHeader('content-type')));
    if (payload instanceof Readable && isJson) return tapped(payload, keep);
    const text = typeof payload === 'string' || Buffer.isBuffer(payload) ? payload.toString() : '';
    if (text.length < LONGEST_BODY) keep(text);
    return payload;
  }
}

/** The same stream; `keep` is called with all that went by, if that is not too much. */
function tapped(stream: Readable, keep: (body: string) => void): Readable {
  const chunks: Buffer[] = [];
  let length = 0;
  const tap = new Transform({
    transform(chunk: Buffer | string, _encoding, done) {
      length += chunk.length;
      if (length < LONGEST_BODY) chunks.push(Buffer.from(chunk));
      done(null, chunk);
    },
    flush(done) {
      if (length < LONGEST_BODY) keep(Buffer.concat(chunks).toString());
      done();
    },
  });
  return pipeline(stream, tap, () => {});
}
