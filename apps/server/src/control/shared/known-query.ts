import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { fieldsOf, requireKnownFields } from '../../http/validation/known-fields.js';

const Parameters = z.record(z.string(), z.object({ schema: z.instanceof(z.ZodType).optional() }));

/** Refuses queries with unknown fields: a misspelt filter must not match everything. */
export const KNOWN_QUERY: CanActivate = {
  canActivate(context: ExecutionContext): boolean {
    const { query } = context.switchToHttp().getRequest<FastifyRequest>();
    const [controller, handler] = [context.getClass(), context.getHandler()];
    const parameters = Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, handler.name);
    const fields = queryFields(Parameters.parse(parameters ?? {}));
    if (fields !== null) requireKnownFields(query, fields, 'query');
    return true;
  },
};

/** @returns null when the query's schema is not complete: it refuses unknown fields itself */
function queryFields(parameters: z.output<typeof Parameters>): readonly string[] | null {
  const all = Object.entries(parameters)
    .filter(([key]) => key.startsWith(`${RouteParamtypes.QUERY}:`))
    .map(([, { schema }]) => (schema === undefined ? null : fieldsOf(schema)));
  return all.includes(null) ? null : all.flatMap((fields) => fields ?? []);
}
