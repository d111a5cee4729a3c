import { StandardSchemaValidationPipe } from '@nestjs/common';
import { ForgeError } from '#domain';

/** Checks what has a schema; the first problem becomes the answer, with the field it is about. */
export const validation = new StandardSchemaValidationPipe({
  exceptionFactory: (issues) => {
    const [first] = issues;
    const field = first?.path?.map((part) => String(typeof part === 'object' ? part.key : part)).join('.');
    return new ForgeError('invalid', [field, first?.message].filter(Boolean).join(' '));
  },
});
