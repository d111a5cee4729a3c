import { z } from 'zod';

/** The answer of `GET …/pulls?only_count=true`. */
export const PullCountsJson = () =>
  z.strictObject({
    all: z.int(),
    opened: z.int(),
    closed: z.int(),
    merged: z.int(),
    locked: z.int(),
  });
