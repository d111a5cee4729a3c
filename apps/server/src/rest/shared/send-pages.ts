import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { PublicLinks } from '../../http/public-links.js';
import { Page } from './page.js';

/** Clients accept 16 kB of headers in all: links of a very long address are left out. */
const LONGEST_LINKS = 8_000;

/** Sends a `Page` as a list of the API; other answers pass through. */
@Injectable()
export class PageInterceptor implements NestInterceptor {
  constructor(private readonly links: PublicLinks) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    return next.handle().pipe(
      map((answer: unknown) => {
        if (!(answer instanceof Page)) return answer;
        const url = this.links.base + http.getRequest<FastifyRequest>().url;
        void http.getResponse<FastifyReply>().headers(pageHeaders(answer, url));
        return answer.items;
      }),
    );
  }
}

/**
 * The headers of every list: `total_count`, `total_page` and `Link`; without a total, at most a `Link` to the next
 * page.
 */
function pageHeaders(
  { items, extent: { page, perPage, total, headers = {} } }: Page<unknown>,
  requested: string,
) {
  const last = total === null ? null : Math.max(1, Math.ceil(total / perPage));
  const hasNext = last === null ? items.length >= perPage : page < last;
  const link = (relation: string, number: number): string => {
    const url = new URL(requested);
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
  const counted = last === null ? {} : { total_count: String(total), total_page: String(last) };
  const links = relations.join(', ');
  return { ...headers, ...counted, ...(links.length > LONGEST_LINKS ? {} : { Link: links }) };
}
