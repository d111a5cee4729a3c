import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Page } from './schemas.js';

/** `total_count`, `total_page` and `Link`, which go with every list. */
export function setPageHeaders(
  request: FastifyRequest,
  reply: FastifyReply,
  page: Page,
  total: number,
): void {
  const last = Math.max(1, Math.ceil(total / page.perPage));
  const link = (relation: string, number: number): string => {
    const url = new URL(request.url, `${request.protocol}://${request.host}`);
    url.searchParams.delete('access_token');
    url.searchParams.set('page', String(number));
    url.searchParams.set('per_page', String(page.perPage));
    return `<${url.href}>; rel="${relation}"`;
  };
  const links = [
    link('first', 1),
    ...(page.page > 1 ? [link('prev', page.page - 1)] : []),
    ...(page.page < last ? [link('next', page.page + 1)] : []),
    link('last', last),
  ];
  void reply.headers({ total_count: String(total), total_page: String(last), Link: links.join(', ') });
}
