import type { z } from 'zod';
import { body, lenientBoolean, prose, text } from '../shared/schemas.js';

/** The fields of a new repository. */
export const CreateRepository = body({
  name: text(100),
  path: text(100),
  description: text(10_000),
  private: lenientBoolean,
  auto_init: lenientBoolean,
  default_branch: text(200),
}).transform((fields) => ({
  // The name may be for display only; then the path is part of the URL.
  path: fields.path,
  name: fields.name ?? '',
  description: fields.description,
  visibility: fields.private ? ('private' as const) : ('public' as const),
  autoInit: fields.auto_init,
  defaultBranch: fields.default_branch,
}));
export type CreateRepository = z.output<typeof CreateRepository>;

const visible = (isPrivate: boolean) => (isPrivate ? ('private' as const) : ('public' as const));

export const ChangeRepository = body({
  name: prose(100).refine((name) => name?.trim() !== '', 'is missing'),
  path: text(100),
  description: text(10_000),
  homepage: text(1_000),
  private: lenientBoolean,
  default_branch: text(200),
  lfs_enabled: lenientBoolean,
}).transform((fields) => ({
  name: fields.name,
  path: fields.path || undefined,
  description: fields.description,
  homepage: fields.homepage,
  visibility: fields.private === undefined ? undefined : visible(fields.private),
  defaultBranch: fields.default_branch || undefined,
}));
export type ChangeRepository = z.output<typeof ChangeRepository>;
