import { RouteConfig } from '@nestjs/platform-fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * What a route does while the server holds requests back: `counted`, which is usual, waits for the hold to end and is
     * waited for before it begins; `uncounted` is not waited for; `free` is not held back either.
     */
    readonly pause?: 'not-awaited' | 'never';
    /** Whether it writes although its method is one that only reads. */
    readonly isWrite?: boolean;
  }
}

/** For a route that only waits or listens: nobody waits for it to end. */
export const NotAwaited = (): MethodDecorator => RouteConfig({ pause: 'not-awaited' });

/** For a route that holds requests back itself, or touches neither rows nor repositories. */
export const NeverPaused = (): MethodDecorator => RouteConfig({ pause: 'never' });

/** For a route that writes although its method is one that only reads, as others have laid down. */
export const WritesOnGet = (): MethodDecorator => RouteConfig({ isWrite: true });
