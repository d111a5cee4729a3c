import type { z } from 'zod';
import { saying, truth, wordOf, words } from './strict-fields.js';

/** The fields of a new repository. */
export const REPOSITORY_FIELDS = {
  name: saying(100).optional(),
  description: words(10_000).optional(),
  visibility: wordOf('public', 'internal', 'private').optional(),
  default_branch: saying(200).optional(),
  auto_init: truth.optional(),
};

export type RepositoryFields = z.output<z.ZodObject<typeof REPOSITORY_FIELDS>>;

/** @returns the forge's form */
export const newRepository = (
  at: { readonly owner: string; readonly path: string },
  fields: RepositoryFields,
) => ({
  ...at,
  name: fields.name ?? at.path,
  description: fields.description,
  visibility: fields.visibility,
  defaultBranch: fields.default_branch,
  autoInit: fields.auto_init,
});
