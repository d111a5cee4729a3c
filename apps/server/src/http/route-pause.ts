import { RouteConfig } from '@nestjs/platform-fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * How a pause of the server treats a route. By default, requests under way are awaited and new ones are held back
     * until it ends; `not-awaited`: requests under way are not awaited; `never`: new ones are not held back either.
     */
    readonly pause?: 'not-awaited' | 'never';
    /** Whether it writes although its method is safe. */
    readonly isWrite?: boolean;
  }
}

/** For a route that only waits or listens: a pause does not wait for its end. */
export const NotAwaited = (): MethodDecorator => RouteConfig({ pause: 'not-awaited' });

/** For a route that pauses the server itself, or uses neither rows nor repositories. */
export const NeverPaused = (): MethodDecorator => RouteConfig({ pause: 'never' });

/** For a route that writes although its method is safe, because a standard says so. */
export const WritesOnGet = (): MethodDecorator => RouteConfig({ isWrite: true });
