import type { RequestListener, ServerResponse } from 'node:http';
import { HttpException } from '@nestjs/common';
import { quoted, shortened } from '#domain';
import { isHostAllowed } from '../../settings/values/allowed-hosts.js';
import { authorityOf, type Authority } from './authority.js';
import { canonicalPath } from './canonical-path.js';
import { errorAnswer } from '../errors/error-answer.js';
import { toHttpError, type HttpError } from '../errors/http-error.js';
import { isLogPath } from './own-paths.js';
import { isForeign } from './request-origin.js';
import { targetOf } from './request-target.js';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The names and addresses of the server. */
export interface KnownAs {
  readonly publicUrl: string;
  /** Further hosts, from `allowedHosts`. */
  readonly hosts: readonly string[];
}

/**
 * Checks every request first: refuses requests that web pages of other sites make browsers send, and requests under
 * foreign host names (DNS rebinding).
 */
export function gated(application: RequestListener, { publicUrl, hosts }: KnownAs): RequestListener {
  const published = authorityOf(new URL(publicUrl).host);
  const allowed = published === null ? hosts : [published.name, ...hosts];
  return (request, response) => {
    response.setHeader('X-Content-Type-Options', 'nosniff');
    const { method = '', headers } = request;
    try {
      const { path: target, authority } = targetOf(request);
      const path = canonicalPath(target);
      request.url = path;
      if (authority !== null && !isHostAllowed(authority.name, allowed)) throw misdirected(authority);
      const isGuarded = !SAFE_METHODS.has(method) || isLogPath(path);
      const own = [authority, published].filter((each) => each !== null);
      if (isGuarded && isForeign(headers, own)) throw foreign(headers.origin, authority);
    } catch (error) {
      const refusal = toHttpError(error);
      if (refusal === null) throw error;
      refuse(response, request.url ?? '', refusal);
      return;
    }
    application(request, response);
  };
}

function misdirected({ name }: Authority): HttpException {
  const allow = `start it with --allow-hosts ${shortened(name)}`;
  return new HttpException(
    `The host ${quoted(name)} is not known to be this server; if it is, ${allow}`,
    421,
  );
}

function foreign(origin: string | undefined, authority: Authority | null): HttpException {
  const from = origin === undefined ? '' : `, ${quoted(origin)},`;
  const port = authority?.port === null ? '' : `:${authority?.port}`;
  const own = authority === null ? 'this server' : quoted(`${authority.name}${port}`);
  const right = `only pages of ${own} and programs that are no browsers may ask for this`;
  return new HttpException(`The request comes from a web page of another address${from} but ${right}`, 403);
}

function refuse(response: ServerResponse, path: string, refusal: HttpError): void {
  const { type, text } = errorAnswer(path, refusal);
  response.writeHead(refusal.status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(text) });
  response.end(text);
}
