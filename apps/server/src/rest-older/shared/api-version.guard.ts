import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ForgeError, quoted } from '#domain';
import { isOlderPath } from '../../http/gate/own-paths.js';

/** The only version. */
const VERSION = '2023-02-21';

/** Refuses unknown versions of the older API. No version means the only one. */
@Injectable()
export class ApiVersion implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { headers, url } = context.switchToHttp().getRequest<FastifyRequest>();
    const asked = headers['x-api-version'] ?? VERSION;
    if (asked === VERSION || !isOlderPath(url)) return true;
    throw new ForgeError(
      'malformed',
      `X-Api-Version ${quoted(String(asked))} is not supported: there is ${VERSION}`,
    );
  }
}
