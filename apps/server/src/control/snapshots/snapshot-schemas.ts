import { z } from 'zod';
import { duration } from '../../rest/shared/schemas.js';

const LONGEST_GRACE_MS = 600_000;

/** The time limit for requests and deliveries under way. */
export const Grace = z.object({ grace: duration(LONGEST_GRACE_MS) });
export type Grace = z.output<typeof Grace>;

export const SnapshotName = z
  .object({
    name: z
      .string()
      .regex(
        /^[a-z0-9][a-z0-9._-]{0,99}$/,
        'must be 1 to 100 small letters, digits, ".", "_" and "-", a letter or digit first',
      ),
  })
  .transform(({ name }) => name);
export type SnapshotName = z.output<typeof SnapshotName>;
