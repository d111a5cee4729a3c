import { Reflector } from '@nestjs/core';
import type { MergeRequestRight, Right } from '#forge';

/** One line about a handler, for the OpenAPI document and the table of endpoints. */
export const Summary = Reflector.createDecorator<string>();

/** Where a handler's values do not come from git or the database: it answers what was set before, without effect, or its shape with nothing in it. */
export const Values = Reflector.createDecorator<'kept' | 'empty'>();

/**
 * What whoever calls must be allowed to do. `RequireAccess` and `RequireMergeRequest` bring it along; it stands by itself where a service
 * does the checking. It is documented, and tested for every role.
 */
export const Needs = Reflector.createDecorator<NeededAccess>();

/** `edit` is for those who wrote something, and those who may push; the last two are about an organisation. */
export type NeededAccess = Right | MergeRequestRight | 'membership' | 'administer organisation';
