import { Injectable, ServiceUnavailableException } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import { waitAtMost } from '../../process/stopping/wait-at-most.js';

const SAFE_METHODS = new Set(['GET', 'OPTIONS']);

/**
 * Tracks requests under way, and can hold new ones back for a moment. A request ends when both its handler and its
 * answer have ended: a push goes on after its client has disconnected.
 */
@Injectable()
export class OngoingRequests {
  private readonly ongoing = new Map<FastifyRequest, FastifyReply>();
  private door: Door | null = null;
  private readonly whenNone = new Set<() => void>();
  private prepared: (() => Promise<void>) | null = null;

  /** Call it before other hooks and before routes are registered. */
  follow(server: FastifyInstance): void {
    server.addHook('onRequest', async ({ method, routeOptions }) => {
      if (!SAFE_METHODS.has(method) || routeOptions.config.isWrite === true) await this.prepared?.();
      if (routeOptions.config.pause !== 'never') await this.door?.opening;
    });
    server.addHook('onRoute', (route) => {
      if (route.config?.pause === undefined) route.handler = this.tracked(server, route.handler);
    });
  }

  /** @param work runs before anything is changed; every request that may change something waits for it */
  beforeWrites(work: () => Promise<void>): void {
    this.prepared = work;
  }

  /** Holds new requests back until `release`. */
  hold(): void {
    this.door ??= shutDoor();
  }

  release(): void {
    this.door?.open();
    this.door = null;
  }

  /** @returns whether all requests have ended within the time limit */
  async ended(timeoutMs: number): Promise<boolean> {
    if (this.ongoing.size === 0) return true;
    const none = new Promise<true>((resolve) => this.whenNone.add(() => resolve(true)));
    return (await waitAtMost(none, timeoutMs)) ?? false;
  }

  /**
   * Closes the connections of requests under way.
   * @returns their number
   */
  cutOff(): number {
    for (const { raw } of this.ongoing.values()) raw.destroy();
    return this.ongoing.size;
  }

  /** The error when requests do not end, naming them. */
  refusal(): ServiceUnavailableException {
    const [first] = this.ongoing.keys();
    const what = first === undefined ? 'a request' : `${first.method} ${first.url.split('?')[0]}`;
    return new ServiceUnavailableException(
      `Nothing was changed, because ${this.ongoing.size} requests have not ended (${what}); try again later`,
    );
  }

  private tracked(server: FastifyInstance, handler: RouteHandlerMethod): RouteHandlerMethod {
    const run = (request: FastifyRequest, reply: FastifyReply): unknown => {
      // Its body has arrived while requests were held back.
      if (this.door !== null) return this.door.opening.then(() => run(request, reply));
      this.ongoing.set(request, reply);
      const handled: unknown = handler.call(server, request, reply);
      void this.end(request, reply, handled);
      return handled;
    };
    return run;
  }

  private async end(request: FastifyRequest, { raw }: FastifyReply, handled: unknown): Promise<void> {
    // The handler's caller handles its error.
    await Promise.resolve(handled).catch(() => undefined);
    if (!raw.closed && !raw.destroyed) await new Promise((resolve) => raw.once('close', resolve));
    this.ongoing.delete(request);
    if (this.ongoing.size > 0) return;
    for (const notice of this.whenNone) notice();
    this.whenNone.clear();
  }
}

interface Door {
  readonly opening: Promise<void>;
  readonly open: () => void;
}

function shutDoor(): Door {
  let open = () => {};
  const opening = new Promise<void>((resolve) => (open = resolve));
  return { opening, open };
}
