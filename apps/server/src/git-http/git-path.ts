import { z } from 'zod';

/** `demo` and `demo.git` are the same repository. */
export const GitPath = z
  .object({ owner: z.string(), repository: z.string() })
  .transform(({ owner, repository }) => ({ owner, path: repository.replace(/\.git$/, '') }));
export type GitPath = z.output<typeof GitPath>;
