import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ForgeError, quoted } from '#domain';
import { isOlderPath } from '../../http/gate/own-paths.js';

/** The only one there has been. */
const VERSION = '2023-02-21';

/** Turns away who asks for a version of the older API that there is not. None means the only one. */
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
