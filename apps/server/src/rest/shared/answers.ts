import { Reflector } from '@nestjs/core';
import type { z } from 'zod';

/**
 * The schema of a handler's successful answer, for documents and tests: `@Answers(() => z.array(TagJson()))` for a
 * list. A function, because no request needs the schema, and making it would slow the start.
 */
export const Answers = Reflector.createDecorator<() => z.ZodType>();

/** The media types of an answer that is not JSON; none for an empty answer. */
export const AnswersIn = Reflector.createDecorator<readonly string[]>();
