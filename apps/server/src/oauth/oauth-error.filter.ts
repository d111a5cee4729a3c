import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ForgeError } from '#domain';
import { OAuthError } from '#forge';
import { errorBodyFor } from '../http/errors/http-error.js';

/** RFC 6749, section 5.2: `error` and `error_description`, besides the usual keys of errors at such a path. */
@Catch(OAuthError, ForgeError)
export class OAuthErrorFilter implements ExceptionFilter<OAuthError | ForgeError> {
  catch(thrown: OAuthError | ForgeError, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const { message } = thrown;
    // A schema's refusal is an `invalid_request` of RFC 6749.
    const error = thrown instanceof OAuthError ? thrown.code : 'invalid_request';
    const status = error === 'invalid_client' ? 401 : 400;
    if (status === 401) void reply.header('WWW-Authenticate', 'Basic realm="AtomGit", charset="UTF-8"');
    void reply
      .status(status)
      .header('Cache-Control', 'no-store')
      .send({ ...errorBodyFor(request.url, { status, message }), error, error_description: message });
  }
}
