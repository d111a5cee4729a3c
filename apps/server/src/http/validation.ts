import { StandardSchemaValidationPipe } from '@nestjs/common';
import { ForgeError, shortened } from '#domain';

/** Checks what has a schema; the first problem becomes the answer, with the field it is about. */
export const validation = new StandardSchemaValidationPipe({
  exceptionFactory: (issues) => {
    const [first] = issues;
    const path = first?.path?.map((part) => String(typeof part === 'object' ? part.key : part)).join('.');
    return new ForgeError('invalid', [path && shortened(path), first?.message].filter(Boolean).join(' '));
  },
});
