import { StandardSchemaValidationPipe, type StandardSchemaValidationPipeOptions } from '@nestjs/common';
import { ForgeError, shortened } from '#domain';
import { StrictValidation } from './strict-validation.js';

/** The first problem becomes the answer, with the field it is about. */
const OPTIONS: StandardSchemaValidationPipeOptions = {
  exceptionFactory: (issues) => {
    const [first] = issues;
    const path = first?.path?.map((part) => String(typeof part === 'object' ? part.key : part)).join('.');
    return new ForgeError('invalid', [path && shortened(path), first?.message].filter(Boolean).join(' '));
  },
};

/** Checks what has a schema. */
export const validation = new StandardSchemaValidationPipe(OPTIONS);

/** With `--strict-fields`. */
export const strictValidation = new StrictValidation(OPTIONS);
