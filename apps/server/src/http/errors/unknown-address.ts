import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ForgeError, shortened } from '#domain';
import type { Misses } from '../misses.js';
import { isOwnPath } from '../gate/own-paths.js';

interface Route {
  readonly methods: readonly string[];
  readonly pattern: RegExp;
  /** Whether it begins with an owner's name. */
  readonly isOfOwner: boolean;
}

/** Answers unknown addresses, or names the methods that an address has. Call it before routes are registered. */
export function addUnknownAddresses(server: FastifyInstance, misses: Misses): void {
  const routes: Route[] = [];
  server.addHook('onRoute', ({ method, url }) => {
    const isOfOwner = url.startsWith('/:');
    routes.push({ methods: [method].flat(), pattern: patternOf(url), isOfOwner });
  });
  server.addHook('onRequest', (request, reply, done) => {
    const [path = ''] = request.url.split('?');
    const isOwn = isOwnPath(path);
    // Git gets an error that no repository can be there. The router takes `/` for an owner without a name.
    const isMisread = isOfOwner(request) && (path === '/' || (isOwn && !path.includes('.git/')));
    if (!request.is404 && !isMisread) return done();
    const known = routes.filter((route) => route.pattern.test(path) && !(isOwn && route.isOfOwner));
    const methods = [...new Set(known.flatMap((route) => route.methods))].sort();
    if (methods.length > 0) void reply.header('Allow', methods.join(', '));
    const others = methods.length > 0 ? `; it takes ${methods.join(', ')}` : '';
    if (isOwn) misses.note(request.method, path);
    const asked = `${request.method} ${shortened(path)}`;
    return done(new ForgeError('not_found', `There is no such address: ${asked}${others}`));
  });
}

const isOfOwner = ({ routeOptions }: FastifyRequest): boolean => routeOptions.url?.startsWith('/:') ?? false;

/** `/:owner/:repository/info/refs`, `/:owner/:repository/raw/*` */
function patternOf(url: string): RegExp {
  const parts = url.split('/').map((part) => {
    if (part === '*') return '.*';
    return part.startsWith(':') ? '[^/]+' : part.replaceAll('.', '[.]');
  });
  return new RegExp(`^${parts.join('/')}$`);
}
