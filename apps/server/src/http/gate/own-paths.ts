import type { FastifyRequest } from 'fastify';
import { isReservedOwner } from '#forge';

/** Where the older API is, which has no prefix. */
const OLDER = new Set(['repos', 'user', 'users', 'orgs', 'login']);

/** Whether a path leads to something of the server's own. */
export const isOwnPath = (path: string): boolean => isReservedOwner(firstPart(path));

/** Whether a path leads people somewhere: to the server's page, or to an owner and what they own. */
export const isPagePath = (path: string): boolean =>
  path === '/' || firstPart(path) === '-' || !isOwnPath(path);

/** Whether a path leads to the older API. */
export const isOlderPath = (path: string): boolean => OLDER.has(firstPart(path));

/** Whether a path leads to an API that clients speak: the older one, `/api/v5`, or the way to their tokens. */
export const isApiPath = (path: string): boolean =>
  isOlderPath(path) || ['api', 'oauth'].includes(firstPart(path));

/** Whether it is the older API that answers, and not git below an owner's name from before that was reserved. */
export const isOlderRoute = ({ routeOptions }: FastifyRequest): boolean =>
  isOlderPath(routeOptions.url ?? '');

/** Whether it shows what the server did and was sent. */
export const isLogPath = (path: string): boolean => ['_mock', '_sink'].includes(firstPart(path));

/** As the router reads it. */
function firstPart(path: string): string {
  const [, part = ''] = /^\/([^/?#]*)/.exec(path) ?? [];
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
