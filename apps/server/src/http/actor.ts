import { createParamDecorator, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ForgeError, type User } from '#domain';
import { Authentication, type Caller, type Credentials } from '#forge';
import { isOlderRoute } from './gate/own-paths.js';
import { requiredScope } from './required-scope.js';
import { RateLimits } from './limits/rate-limits.js';

const callers = new WeakMap<object, Caller>();

/** Authenticates a request, or refuses it, also when its token lacks the scope or the user has exceeded the rate limit. */
@Injectable()
export class Authenticated implements CanActivate {
  constructor(
    private readonly authentication: Authentication,
    private readonly limits: RateLimits,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    if (callers.has(request)) return true;
    const caller = await this.authentication.authenticate(credentialsOf(request));
    const { user, scopes } = caller;
    const scope = requiredScope(request.routeOptions.url ?? '');
    if (scope !== null && scopes?.has(scope) === false)
      throw new ForgeError('forbidden', `The token lacks the scope ${scope}, which this call needs`);
    this.limits.count(user, http.getResponse<FastifyReply>());
    callers.set(request, caller);
    return true;
  }
}

/** @throws ForgeError `unauthorized` without `Authenticated` on the handler or its controller */
export function callerOf(request: FastifyRequest): Caller {
  const caller = callers.get(request);
  if (caller === undefined) throw new ForgeError('unauthorized', '401 Unauthorized');
  return caller;
}

/** @throws as `callerOf` */
export const actorOf = (request: FastifyRequest): User => callerOf(request).user;

/** The user found by `Authenticated`. */
export const Actor = createParamDecorator((_: unknown, context: ExecutionContext): User =>
  actorOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

/** The older API takes a token only as `Authorization: Bearer …`. */
const credentialsOf = (request: FastifyRequest): Credentials =>
  isOlderRoute(request) ? bearerOf(request) : credentialsInAnyForm(request);

function bearerOf({ headers }: FastifyRequest): Credentials {
  const [, token] = /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? '') ?? [];
  return { tokens: token === undefined ? [] : [token], basic: null };
}

/**
 * All ways in which clients send a token: `Authorization` with Bearer, token, Basic or no scheme, `PRIVATE-TOKEN`,
 * and `access_token` in the query or the body. Several at once are normal.
 */
function credentialsInAnyForm(request: FastifyRequest): Credentials {
  const authorization = request.headers.authorization ?? '';
  const [, scheme, value] = /^(\S+)\s+(.+)$/.exec(authorization) ?? [];
  const isBasic = scheme?.toLowerCase() === 'basic';
  const candidates = [
    isBasic ? undefined : (value ?? authorization),
    request.headers['private-token'],
    field(request.query, 'access_token'),
    field(request.body, 'access_token'),
  ];
  return {
    tokens: candidates.filter((token) => typeof token === 'string' && token !== '').map(String),
    basic: isBasic ? basicOf(value ?? '') : null,
  };
}

function basicOf(encoded: string): Credentials['basic'] {
  const [, login = '', password = ''] =
    /^([^:]*):?(.*)$/s.exec(Buffer.from(encoded, 'base64').toString()) ?? [];
  return { login, password };
}

const field = (container: unknown, name: string): unknown =>
  typeof container === 'object' && container !== null ? Reflect.get(container, name) : undefined;
