import type { FastifyRequest } from 'fastify';
import type { RepositoryPath } from '#domain';

/** The address of a request if it were about the repository at another place. */
export function addressAt({ owner, path }: RepositoryPath, { url, routeOptions }: FastifyRequest): string {
  const [address = '', ...query] = url.split('?');
  const pattern = (routeOptions.url ?? '').split('/');
  const parts = address.split('/').map((part, index) => {
    if (pattern[index] === ':owner') return owner;
    if (pattern[index] === ':repo') return part.endsWith('.git') ? `${path}.git` : path;
    return part;
  });
  return [parts.join('/'), ...query].join('?');
}
