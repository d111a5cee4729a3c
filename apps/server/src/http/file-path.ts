import { z } from 'zod';

/** The path of a file at the end of an address; leading and trailing slashes are ignored. */
export const FilePath = z
  .object({ '*': z.string().default('') })
  .transform(({ '*': path }) => path.split('/').filter(Boolean).join('/'));
export type FilePath = z.output<typeof FilePath>;
