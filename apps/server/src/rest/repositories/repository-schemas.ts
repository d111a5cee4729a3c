import { z } from 'zod';
import type { ChosenSettings } from '#forge';
import { body, lenientBoolean, optionalWord, prose, shown, text } from '../shared/schemas.js';

/** Gitee's numbers for who sees a repository. */
const BY_NUMBER = ['private', 'public', 'internal'] as const;

/** Some clients send a boolean. */
const NUMBERS = new Map([
  ['0', 0],
  ['1', 1],
  ['2', 2],
  ['false', 0],
  ['true', 1],
]);

const publicity = optionalWord(z.int().min(0).max(2), (given) => {
  const value = NUMBERS.get(String(given));
  if (value !== undefined) return { value };
  return { problem: `must be 0 (private), 1 (public) or 2 (internal), but is ${shown(given)}` };
});

/** The fields of a new repository. */
export const CreateRepository = body({
  name: text(100),
  path: text(100),
  description: text(10_000),
  homepage: text(1_000),
  has_issues: lenientBoolean,
  has_wiki: lenientBoolean,
  private: lenientBoolean,
  public: publicity,
  auto_init: lenientBoolean,
  default_branch: text(200),
}).transform((fields) => ({
  // The name may be for display only; then the path is part of the URL.
  path: fields.path || undefined,
  name: fields.name ?? '',
  description: fields.description,
  visibility: visibilityIn(fields),
  settings: settingsIn(fields),
  autoInit: fields.auto_init,
  defaultBranch: fields.default_branch || undefined,
}));
export type CreateRepository = z.output<typeof CreateRepository>;

interface Visible {
  readonly private?: boolean | undefined;
  readonly public?: number | undefined;
}

const visibilityIn = ({ private: isPrivate, public: number = 1 }: Visible) =>
  isPrivate === undefined ? (BY_NUMBER[number] ?? 'public') : visible(isPrivate);

interface FirstSettings {
  readonly homepage?: string | undefined;
  readonly has_issues?: boolean | undefined;
  readonly has_wiki?: boolean | undefined;
}

function settingsIn({ homepage, has_issues: hasIssue, has_wiki: hasWiki }: FirstSettings) {
  const about = homepage === undefined ? {} : { homepage };
  const modules = {
    ...(hasIssue === undefined ? {} : { has_issue: hasIssue }),
    ...(hasWiki === undefined ? {} : { has_wiki: hasWiki }),
  };
  const isDefault = Object.keys({ ...about, ...modules }).length === 0;
  return isDefault ? undefined : ({ about, modules } satisfies ChosenSettings);
}

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
