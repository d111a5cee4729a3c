import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Links } from '#payloads';
import type { Page } from './schemas.js';

/** `total_count`, `total_page` and `Link`, which go with every list. */
export function setPageHeaders(
  request: FastifyRequest,
  reply: FastifyReply,
  { page, perPage, total, links }: Page & { readonly total: number; readonly links: Links },
): void {
  const last = Math.max(1, Math.ceil(total / perPage));
  const link = (relation: string, number: number): string => {
    const url = new URL(links.base + request.url);
    url.searchParams.delete('access_token');
    url.searchParams.set('page', String(number));
    url.searchParams.set('per_page', String(perPage));
    return `<${url.href}>; rel="${relation}"`;
  };
  const relations = [
    link('first', 1),
    ...(page > 1 ? [link('prev', Math.min(page - 1, last))] : []),
    ...(page < last ? [link('next', page + 1)] : []),
    link('last', last),
  ];
  void reply.headers({ total_count: String(total), total_page: String(last), Link: relations.join(', ') });
}
