import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';

export interface Address {
  readonly method: string;
  /** `/_mock/deliveries/{id}` */
  readonly path: string;
}

/** All addresses that the server answers at. */
@Injectable()
export class Addresses {
  private readonly known: Address[] = [];

  /** Has to be called before the routes are there. */
  follow(server: FastifyInstance): void {
    server.addHook('onRoute', ({ method: methods, url }) => {
      const path = url.replaceAll(/:(\w+)/g, '{$1}');
      this.known.push(...[methods].flat().map((method) => ({ method, path })));
    });
  }

  /** @param prefix such as `/_mock` @returns sorted by path; `HEAD`, which goes with each `GET`, is left out */
  below(prefix: string): readonly Address[] {
    return this.known
      .filter(({ method, path }) => method !== 'HEAD' && `${path}/`.startsWith(`${prefix}/`))
      .sort((a, b) => a.path.localeCompare(b.path));
  }
}
