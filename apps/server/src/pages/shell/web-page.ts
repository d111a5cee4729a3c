import {
  applyDecorators,
  Header,
  Injectable,
  StreamableFile,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { AnswersIn } from '../../rest/shared/answers.js';
import { PageShell } from './page-shell.js';

const FOR_PROGRAMS =
  'This page is made by a script. Whoever asks without "Accept: text/html" gets it plain.\n';

@Injectable()
class PageInterceptor implements NestInterceptor {
  constructor(private readonly shell: PageShell) {}

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const http = context.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const document = this.shell.documentFor(http.getRequest<FastifyRequest>());
    return next
      .handle()
      .pipe(
        map((answer) =>
          document === null ? plain(answer, reply) : this.shell.around(document, textOf(answer), reply),
        ),
      );
  }
}

/** Of a file as it is, a document carries nothing. */
function textOf(answer: unknown): string {
  if (typeof answer === 'string') return answer;
  if (answer instanceof StreamableFile) answer.getStream().destroy();
  return FOR_PROGRAMS;
}

/** A file has a type of its own. */
function plain(answer: unknown, reply: FastifyReply): unknown {
  const type = answer instanceof StreamableFile ? answer.getHeaders().type : undefined;
  if (type !== undefined) void reply.type(type);
  return answer;
}

/**
 * On a handler that answers a short text, or a file: browsers get the page, which carries that text. What came out of a
 * repository is never rendered by the server.
 */
export const WebPage = () =>
  applyDecorators(
    AnswersIn(['text/plain; charset=utf-8', 'text/html; charset=utf-8']),
    Header('Content-Type', 'text/plain; charset=utf-8'),
    Header('X-Content-Type-Options', 'nosniff'),
    UseInterceptors(PageInterceptor),
  );
