import { z } from 'zod';
import { shown } from '../../rest/shared/schemas.js';

/** Any number of entries, or nothing at all: in YAML, a key with nothing behind it is null. */
export const listOf = <Entry extends z.ZodType>(entry: Entry) =>
  z
    .array(entry, { error: ({ input }) => `must be a list, but is ${shown(input)}` })
    .nullish()
    .transform((entries) => entries ?? []);
