import { Reflector } from '@nestjs/core';
import type { MergeRequestRight, Right } from '#forge';

/** A line about a handler, for the OpenAPI document and the table of endpoints. */
export const Summary = Reflector.createDecorator<string>();

/**
 * Marks a handler whose values do not come from git or the database: it returns what was set before, without effect,
 * or an empty shape.
 */
export const Values = Reflector.createDecorator<'kept' | 'empty'>();

/**
 * The access that a caller needs. `RequireAccess` and `RequireMergeRequest` set it; use it alone when a service
 * checks. It is documented, and tested for every role.
 */
export const Needs = Reflector.createDecorator<NeededAccess>();

/** `edit`: authors and users with push access; `administer server`: the first user. */
export type NeededAccess =
  Right | MergeRequestRight | 'membership' | 'administer organisation' | 'administer server';
