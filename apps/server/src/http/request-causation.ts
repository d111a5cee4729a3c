import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { CausationContext } from '#domain';
import { DIALECT_HEADERS } from '#payloads';

const NAMES = DIALECT_HEADERS.flatMap(({ delivery }) => delivery).map((name) => name.toLowerCase());

/** A request that carries a delivery's id is caused by that delivery, whoever passed the header on. */
@Injectable()
export class RequestCausation extends CausationContext {
  private readonly storage = new AsyncLocalStorage<string>();

  override current(): string | null {
    return this.storage.getStore() ?? null;
  }

  /** Whatever a request's handler does, however late, knows the request's cause. */
  follow(server: FastifyInstance): void {
    // After the body has been read: its events would not know.
    server.addHook('preHandler', (request, _reply, done) => {
      const cause = deliveryOf(request);
      if (cause === null) done();
      else this.storage.run(cause, () => done());
    });
  }
}

function deliveryOf({ headers }: FastifyRequest): string | null {
  const value = NAMES.map((name) => headers[name]).find((given) => typeof given === 'string');
  return typeof value === 'string' ? value : null;
}
