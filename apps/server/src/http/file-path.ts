import { z } from 'zod';

/** What stands in an address behind the last slash that is the server's own; slashes at its ends mean nothing. */
export const FilePath = z
  .object({ '*': z.string().default('') })
  .transform(({ '*': path }) => path.split('/').filter(Boolean).join('/'));
export type FilePath = z.output<typeof FilePath>;
