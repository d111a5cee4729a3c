import type { FastifyInstance } from 'fastify';
import { ForgeError, shortened } from '#domain';
import { isHead } from '../head-requests.js';
import type { Addresses } from '../addresses.js';
import type { Misses } from '../misses.js';
import { isOwnPath } from '../gate/own-paths.js';

/** Answers unknown addresses, names the methods that an address has, and answers `OPTIONS`. Call it before routes are registered. */
export function addUnknownAddresses(server: FastifyInstance, { routes }: Addresses, misses: Misses): void {
  server.addHook('onRequest', (request, reply, done) => {
    const [path = ''] = request.url.split('?');
    const isOwn = isOwnPath(path);
    // Git gets an error that no repository can be there. The router takes `/` for an owner without a name.
    const isMisread =
      isOfOwner(request.routeOptions.url) && (path === '/' || (isOwn && !path.includes('.git/')));
    if (!request.is404 && !isMisread) return done();
    const known = routes.filter(({ url }) => patternOf(url).test(path) && !(isOwn && isOfOwner(url)));
    const methods = [...new Set(known.flatMap(({ method }) => withHead(method)))].sort();
    if (methods.length > 0) void reply.header('Allow', methods.join(', '));
    if (methods.length > 0 && request.method === 'OPTIONS') {
      void reply.code(204).send();
      return;
    }
    const others = methods.length > 0 ? `; it takes ${methods.join(', ')}` : '';
    const asked = isHead(request.raw) ? 'HEAD' : request.method;
    if (isOwn) misses.note(asked, path);
    return done(
      new ForgeError('not_found', `There is no such address: ${asked} ${shortened(path)}${others}`),
    );
  });
}

const withHead = (method: string): readonly string[] => (method === 'GET' ? ['GET', 'HEAD'] : [method]);

/** Whether an address begins with an owner's name. */
const isOfOwner = (url: string | undefined): boolean => url?.startsWith('/:') ?? false;

/** `/:owner/:repository/info/refs`, `/:owner/:repository/raw/*` */
function patternOf(url: string): RegExp {
  const parts = url.split('/').map((part) => {
    if (part === '*') return '.*';
    return part.startsWith(':') ? '[^/]+' : part.replaceAll('.', '[.]');
  });
  return new RegExp(`^${parts.join('/')}$`);
}
