import { Catch, Injectable, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isError, fullName, Loggers, type Logger } from '#domain';
import { Departures, RepositoryMoved } from '#forge';
import { isFromGit } from '../../git-http/is-from-git.js';
import { isOlderRoute } from '../gate/own-paths.js';
import { addressAt } from './address-at.js';
import { errorBodyFor, toHttpError, type HttpError } from './http-error.js';
import { PageShell } from '../../pages/shell/page-shell.js';
import { RepoPath } from '../../rest/shared/schemas.js';

const TEXT = 'text/plain; charset=utf-8';
const CHALLENGE = 'Basic realm="AtomGit", charset="UTF-8"';
/** The older API takes nothing else. */
const BEARER = 'Bearer realm="AtomGit", error="invalid_token"';

/**
 * Turns whatever was thrown into an answer: JSON for the API, plain text for pages and for git, which shows it to its user,
 * and the page itself for browsers.
 */
@Catch()
@Injectable()
export class ErrorFilter implements ExceptionFilter {
  private readonly logger: Logger;

  constructor(
    private readonly departures: Departures,
    private readonly shell: PageShell,
    loggers: Loggers,
  ) {
    this.logger = loggers.of('http');
  }

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const error = toHttpError(thrown) ?? this.departed(request, reply) ?? this.unforeseen(thrown, request);
    if (error.status > 500) this.logger.error(`${request.method} ${pathOf(request)}: ${error.message}`);
    if (thrown instanceof RepositoryMoved && isReading(request)) {
      void reply.redirect(addressAt(thrown.to, request), 301);
      return;
    }
    if (reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }
    // Git was to answer, and has not said a word yet.
    if (reply.sent) {
      reply.raw.writeHead(error.status, { 'Content-Type': TEXT }).end(`${error.message}\n`);
      return;
    }
    const document = this.shell.documentFor(request);
    // The page asks for a token itself; a browser would ask for a password.
    const isBearer = document !== null || isOlderRoute(request);
    if (error.status === 401) void reply.header('WWW-Authenticate', isBearer ? BEARER : CHALLENGE);
    if (error.status === 503) void reply.header('Retry-After', '1');
    void reply.status(error.status);
    if (document !== null) void reply.send(this.shell.around(document, `${error.message}\n`, reply));
    else if (isFromGit(pathOf(request)) || isPage(reply)) void reply.type(TEXT).send(`${error.message}\n`);
    else void reply.send(errorBodyFor(pathOf(request), error));
  }

  /** Whatever fails in a repository that is deleted or moved meanwhile fails because of that. */
  private departed({ params }: FastifyRequest, { elapsedTime }: FastifyReply): HttpError | null {
    const at = RepoPath.safeParse(params).data;
    const reason = at && this.departures.within(at, elapsedTime);
    if (at === undefined || !reason) return null;
    return { status: 404, message: `Repository ${JSON.stringify(fullName(at))} was ${reason} meanwhile` };
  }

  private unforeseen(thrown: unknown, request: FastifyRequest) {
    this.logger.error(
      `${request.method} ${pathOf(request)}: ${isError(thrown) ? thrown.stack : String(thrown)}`,
    );
    return { status: 500, message: 'Internal error; the log of the server tells more' };
  }
}

const isReading = ({ method }: FastifyRequest): boolean => method === 'GET';

const pathOf = (request: FastifyRequest): string => request.url.split('?')[0] ?? '';

/** The handler has said so before it failed. */
const isPage = (reply: FastifyReply): boolean => reply.getHeader('content-type') === TEXT;
