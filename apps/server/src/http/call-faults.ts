import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CallFault, Faults } from '#dispatcher';
import type { Clock, Loggers } from '#domain';
import { isFromGit } from '../git-http/is-from-git.js';
import { isApiPath } from './gate/own-paths.js';
import { rateLimitHeaders } from './limits/rate-limit-headers.js';
import type { RateLimits } from './limits/rate-limits.js';
import { errorBodyFor } from './errors/http-error.js';

/** Names the fault in the answers that it caused. */
const FAULT_HEADER = 'X-AtomGit-Mock-Fault';

interface Surroundings {
  readonly clock: Clock;
  readonly limits: RateLimits;
}

/** Applies faults to calls to the REST API and to git, before anything else handles them. */
export function addCallFaults(
  server: FastifyInstance,
  faults: Faults,
  { clock, limits, loggers }: Surroundings & { readonly loggers: Loggers },
): void {
  const logger = loggers.of('fault');
  server.addHook('onRequest', async (request, reply) => {
    const [path = ''] = request.url.split('?');
    const on = surfaceOf(path);
    if (on === null) return;
    for (const { id, fault } of faults.ofCall({ on, method: request.method, path })) {
      logger.warn(`${request.method} ${path}: fault ${id}: ${fault.kind}`);
      void reply.header(FAULT_HEADER, `${id} ${fault.kind}`);
      await apply(fault, request, reply, { clock, limits });
      if (reply.sent) return;
    }
  });
}

const surfaceOf = (path: string): CallFault['on'] | null =>
  isApiPath(path) ? 'api' : isFromGit(path) ? 'git' : null;

async function apply(
  fault: CallFault,
  request: FastifyRequest,
  reply: FastifyReply,
  surroundings: Surroundings,
): Promise<void> {
  switch (fault.kind) {
    case 'delay':
      await wait(fault.delayMs, null, { ref: false });
      return;
    case 'reset':
      reply.hijack();
      request.raw.socket.resetAndDestroy();
      return;
    case 'status':
      return refuse(fault, fault.message, reply);
    case 'rate_limit':
      void reply.headers(limitHeaders(fault, surroundings));
      return refuse(fault, 'API rate limit exceeded', reply);
  }
}

async function refuse({ on, status }: CallFault, message: string, reply: FastifyReply): Promise<void> {
  void reply.status(status);
  if (on === 'git') await reply.type('text/plain; charset=utf-8').send(`${message}\n`);
  else await reply.send(errorBodyFor(reply.request.url, { status, message }));
}

const limitHeaders = ({ retryAfterMs }: CallFault, { clock, limits }: Surroundings) => ({
  'Retry-After': String(Math.ceil(retryAfterMs / 1_000)),
  ...rateLimitHeaders({
    limit: limits.shownLimit,
    used: limits.shownLimit,
    resetAt: new Date(clock.now().getTime() + retryAfterMs),
  }),
});
