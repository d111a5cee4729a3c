import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { fieldsOf, requireKnownFields } from '../../http/validation/known-fields.js';

const Parameters = z.record(z.string(), z.object({ schema: z.instanceof(z.ZodType).optional() }));
type Parameters = z.output<typeof Parameters>;

/** Refuses fields that a call does not read, in the query or the body: a filter that is passed over would match everything. */
export const DECLARED_FIELDS: CanActivate = {
  canActivate(context: ExecutionContext): boolean {
    const { query, body } = context.switchToHttp().getRequest<FastifyRequest>();
    const [controller, handler] = [context.getClass(), context.getHandler()];
    const metadata = Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, handler.name);
    const parameters = Parameters.parse(metadata ?? {});
    const fields = queryFields(parameters);
    if (fields !== null) requireKnownFields(query, fields, 'query');
    if (!readsBody(parameters)) requireKnownFields(body, [], 'body');
    return true;
  },
};

/** @returns null when the query's schema is not complete: it refuses unknown fields itself */
function queryFields(parameters: Parameters): readonly string[] | null {
  const all = Object.entries(parameters)
    .filter(([key]) => key.startsWith(`${RouteParamtypes.QUERY}:`))
    .map(([, { schema }]) => (schema === undefined ? null : fieldsOf(schema)));
  return all.includes(null) ? null : all.flatMap((fields) => fields ?? []);
}

const BODIES = [RouteParamtypes.BODY, RouteParamtypes.RAW_BODY, RouteParamtypes.REQUEST];

const readsBody = (parameters: Parameters): boolean =>
  Object.keys(parameters).some((key) => BODIES.some((type) => key.startsWith(`${type}:`)));
