import { z } from 'zod';
import { shown } from '../../rest/shared/schemas.js';

/** Any number of entries, or null: in YAML, a key without a value is null. */
export const listOf = <Entry extends z.ZodType>(entry: Entry) =>
  z
    .array(entry, { error: ({ input }) => `must be a list, but is ${shown(input)}` })
    .nullish()
    .transform((entries) => entries ?? []);
