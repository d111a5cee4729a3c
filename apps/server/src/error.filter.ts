import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isFromGit } from './git-http/is-from-git.js';
import { errorBody, toHttpError } from './http-error.js';

const TEXT = 'text/plain; charset=utf-8';
const CHALLENGE = 'Basic realm="AtomGit", charset="UTF-8"';

/** Turns whatever was thrown into an answer: JSON for the API, plain text for pages and for git, which shows it to its user. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const error = toHttpError(thrown) ?? this.unforeseen(thrown, request);
    if (reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }
    if (error.status === 401) void reply.header('WWW-Authenticate', CHALLENGE);
    void reply.status(error.status);
    if (isFromGit(request.url.split('?')[0] ?? '') || isPage(reply))
      void reply.type(TEXT).send(`${error.message}\n`);
    else void reply.send(errorBody(error));
  }

  private unforeseen(thrown: unknown, request: FastifyRequest) {
    const path = request.url.split('?')[0];
    this.logger.error(
      `${request.method} ${path}: ${thrown instanceof Error ? thrown.stack : String(thrown)}`,
    );
    return { status: 500, message: 'Internal error; the log of the server tells more' };
  }
}

/** The handler has said so before it failed. */
const isPage = (reply: FastifyReply): boolean => reply.getHeader('content-type') === TEXT;
