import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Links } from '#payloads';
import type { Page } from './schemas.js';

/** How long a list is; where nobody has counted it, how much of it is on this page. */
type Extent = { readonly total: number } | { readonly total: number | null; readonly shown: number };

/** `total_count`, `total_page` and `Link`, which go with every list; without a total, a `Link` to the next page at most. */
export function setPageHeaders(
  request: FastifyRequest,
  reply: FastifyReply,
  { page, perPage, links, ...extent }: Page & Extent & { readonly links: Links },
): void {
  const last = extent.total === null ? null : Math.max(1, Math.ceil(extent.total / perPage));
  const hasNext = last === null ? 'shown' in extent && extent.shown >= perPage : page < last;
  const link = (relation: string, number: number): string => {
    const url = new URL(links.base + request.url);
    url.searchParams.delete('access_token');
    url.searchParams.set('page', String(number));
    url.searchParams.set('per_page', String(perPage));
    return `<${url.href}>; rel="${relation}"`;
  };
  const relations = [
    link('first', 1),
    ...(page > 1 ? [link('prev', last === null ? page - 1 : Math.min(page - 1, last))] : []),
    ...(hasNext ? [link('next', page + 1)] : []),
    ...(last === null ? [] : [link('last', last)]),
  ];
  const counted = last === null ? {} : { total_count: String(extent.total), total_page: String(last) };
  void reply.headers({ ...counted, Link: relations.join(', ') });
}
