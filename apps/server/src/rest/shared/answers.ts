import { Reflector } from '@nestjs/core';
import type { z } from 'zod';

/**
 * The schema of what a handler answers when all goes well, for documents and tests: `@Answers(() => z.array(TagJson()))` for a list.
 * A function, because no request needs it: schemas take time to make, and the start has none to spare.
 */
export const Answers = Reflector.createDecorator<() => z.ZodType>();

/** The media types of what a handler answers when that is not JSON; none when its answer is empty. */
export const AnswersIn = Reflector.createDecorator<readonly string[]>();
