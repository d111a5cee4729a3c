import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';

export interface Address {
  readonly method: string;
  /** `/_mock/deliveries/{id}` */
  readonly path: string;
}

interface Route {
  readonly method: string;
  /** `/_mock/deliveries/:id` */
  readonly url: string;
}

/** The registered routes. */
@Injectable()
export class Addresses {
  private readonly known: Route[] = [];

  /** Grows as routes are registered. */
  get routes(): readonly Route[] {
    return this.known;
  }

  /** Call it before routes are registered. */
  follow(server: FastifyInstance): void {
    server.addHook('onRoute', ({ method: methods, url }) => {
      this.known.push(...[methods].flat().map((method) => ({ method, url })));
    });
  }

  /**
   * @param prefix such as `/_mock`
   * @returns sorted by path
   */
  below(prefix: string): readonly Address[] {
    return this.known
      .map(({ method, url }) => ({ method, path: url.replaceAll(/:(\w+)/g, '{$1}') }))
      .filter(({ path }) => `${path}/`.startsWith(`${prefix}/`))
      .sort((a, b) => a.path.localeCompare(b.path));
  }
}
