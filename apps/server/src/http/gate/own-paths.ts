import type { FastifyRequest } from 'fastify';
import { isReservedOwner } from '#forge';

/** The first parts of the older API's paths, which has no prefix. */
const OLDER = new Set(['repos', 'user', 'users', 'orgs', 'login']);

/** Whether a path belongs to the server itself. */
export const isOwnPath = (path: string): boolean => isReservedOwner(firstPart(path));

/** Whether a path is a web page: the server's own, or an owner's. */
export const isPagePath = (path: string): boolean =>
  path === '/' || firstPart(path) === '-' || !isOwnPath(path);

/** Whether a path belongs to the older API. */
export const isOlderPath = (path: string): boolean => OLDER.has(firstPart(path));

/** Whether a path belongs to an API of clients: the older one, `/api/v5`, or OAuth. */
export const isApiPath = (path: string): boolean =>
  isOlderPath(path) || ['api', 'oauth'].includes(firstPart(path));

/** Whether the older API answers, and not git for an owner from before its name was reserved. */
export const isOlderRoute = ({ routeOptions }: FastifyRequest): boolean =>
  isOlderPath(routeOptions.url ?? '');

/** Whether it shows the server's log. */
export const isLogPath = (path: string): boolean => ['_mock', '_sink'].includes(firstPart(path));

/** Decoded as by the router. */
function firstPart(path: string): string {
  const [, part = ''] = /^\/([^/?#]*)/.exec(path) ?? [];
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
