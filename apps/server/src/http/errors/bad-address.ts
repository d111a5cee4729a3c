import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { quoted } from '#domain';
import { errorBodyFor } from './http-error.js';

/** Answers addresses that the router cannot read: a broken encoding, or a part of the path that is too long. */
export function refuseAddress(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const status = error.statusCode ?? 400;
  const problem = status === 414 ? 'has a part that is too long' : 'is not a well-formed address';
  void reply
    .status(status)
    .send(errorBodyFor(request.url, { status, message: `${quoted(request.url)} ${problem}` }));
}
