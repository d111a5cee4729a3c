import type { StandardSchemaValidationPipeOptions } from '@nestjs/common';
import type { z } from 'zod';
import { ForgeError, shortened } from '#domain';
import { StrictValidation } from './strict-validation.js';
import { ValidationPipe } from './validation-pipe.js';

type Refusal = NonNullable<StandardSchemaValidationPipeOptions['exceptionFactory']>;

/** The first problem becomes the answer, with its field. */
const refusal = ([first]: Parameters<Refusal>[0]): ForgeError => {
  const path = first?.path?.map((part) => String(typeof part === 'object' ? part.key : part)).join('.');
  return new ForgeError('invalid', [path && shortened(path), first?.message].filter(Boolean).join(' '));
};

const OPTIONS: StandardSchemaValidationPipeOptions = { exceptionFactory: refusal };

/** Checks values that have a schema. */
export const validation = new ValidationPipe(OPTIONS);

/** With `--strict-fields`. */
export const strictValidation = new StrictValidation(OPTIONS);

/**
 * The same for guards, which run before pipes.
 * @throws ForgeError `invalid`
 */
export function checked<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (!result.success) throw refusal(result.error.issues);
  return result.data;
}
