import type { z } from 'zod';
import { body, lenientBoolean, text } from '../shared/schemas.js';

/** What a repository is made of. */
export const CreateRepository = body({
  name: text(100),
  path: text(100),
  description: text(10_000),
  private: lenientBoolean,
  auto_init: lenientBoolean,
  default_branch: text(200),
}).transform((fields) => ({
  // The name may be for people only; then the path says what stands in the URL.
  path: fields.path,
  name: fields.name ?? '',
  description: fields.description,
  visibility: fields.private ? ('private' as const) : ('public' as const),
  autoInit: fields.auto_init,
  defaultBranch: fields.default_branch,
}));
export type CreateRepository = z.output<typeof CreateRepository>;
