import type { ArgumentMetadata } from '@nestjs/common';
import { z } from 'zod';
import { fieldsOf, requireKnownFields } from './known-fields.js';
import { ValidationPipe } from './validation-pipe.js';

/** `--strict-fields`: also refuses bodies with unknown fields. */
export class StrictValidation extends ValidationPipe {
  override async transform<Value>(value: Value, metadata: ArgumentMetadata): Promise<Value> {
    const { type, schema } = metadata;
    const fields = type === 'body' && schema instanceof z.ZodType ? fieldsOf(schema) : null;
    if (fields !== null) requireKnownFields(value, fields, 'body');
    return super.transform(value, metadata);
  }
}
