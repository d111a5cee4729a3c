import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';

export interface Address {
  readonly method: string;
  /** `/_mock/deliveries/{id}` */
  readonly path: string;
}

/** The registered routes. */
@Injectable()
export class Addresses {
  private readonly known: Address[] = [];

  /** Call it before routes are registered. */
  follow(server: FastifyInstance): void {
    server.addHook('onRoute', ({ method: methods, url }) => {
      const path = url.replaceAll(/:(\w+)/g, '{$1}');
      this.known.push(...[methods].flat().map((method) => ({ method, path })));
    });
  }

  /**
   * @param prefix such as `/_mock`
   * @returns sorted by path
   */
  below(prefix: string): readonly Address[] {
    return this.known
      .filter(({ path }) => `${path}/`.startsWith(`${prefix}/`))
      .sort((a, b) => a.path.localeCompare(b.path));
  }
}
