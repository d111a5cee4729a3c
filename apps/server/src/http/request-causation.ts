import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { CausationContext } from '#domain';
import { DIALECT_HEADERS } from '#payloads';

const NAMES = DIALECT_HEADERS.flatMap(({ delivery }) => delivery).map((name) => name.toLowerCase());

/** A request with a delivery's id in its headers is caused by that delivery. */
@Injectable()
export class RequestCausation extends CausationContext {
  private readonly storage = new AsyncLocalStorage<string>();

  override current(): string | null {
    return this.storage.getStore() ?? null;
  }

  /** Everything that a request's handler does, however late, knows the cause. */
  follow(server: FastifyInstance): void {
    // After the body is read: its events run outside of the context.
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
