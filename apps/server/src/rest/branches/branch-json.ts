import { z } from 'zod';
import type { RepositoryPath } from '#domain';
import type { BranchRule } from '#forge';
import type { CommitDetails } from '#git';
import type { Links } from '#payloads';
import { commitUrl, PersonJson, personJson } from '../commits/commit-json.js';
import { committedMilliseconds, committedSeconds } from '../shared/json/times.js';

/** The length of git's short shas in a large repository. */
const SHORT_SHA = 8;

interface ShortBranch {
  readonly name: string;
  readonly commit: CommitDetails;
  readonly isProtected: boolean;
}

/** An entry of `GET …/branches`. */
export const ListedBranchJson = () => ShortBranchJson();
export type ListedBranchJson = z.output<ReturnType<typeof ListedBranchJson>>;

export const listedBranchJson = (branch: ShortBranch, at: RepositoryPath, links: Links): ListedBranchJson =>
  shortBranchJson(branch, { at, links, form: committedMilliseconds });

/** The answer of `POST …/branches`: the same, with times in another form. */
export const CreatedBranchJson = () => ShortBranchJson();
export type CreatedBranchJson = z.output<ReturnType<typeof CreatedBranchJson>>;

export const createdBranchJson = (branch: ShortBranch, at: RepositoryPath, links: Links): CreatedBranchJson =>
  shortBranchJson(branch, { at, links, form: committedSeconds });

const ShortBranchJson = () =>
  z.strictObject({
    name: z.string(),
    commit: z.strictObject({
      commit: z.strictObject({
        author: PersonJson(),
        committer: PersonJson(),
        message: z.string(),
      }),
      sha: z.string(),
      url: z.string(),
    }),
    protected: z.boolean(),
  });
type ShortBranchJson = z.output<ReturnType<typeof ShortBranchJson>>;

const shortBranchJson = (
  { name, commit, isProtected }: ShortBranch,
  {
    at,
    links,
    form,
  }: { readonly at: RepositoryPath; readonly links: Links; readonly form: (date: string) => string },
): ShortBranchJson => ({
  name,
  commit: {
    commit: {
      author: personJson(commit.author, form),
      committer: personJson(commit.committer, form),
      message: commit.message,
    },
    sha: commit.sha,
    url: commitUrl(links, at, commit.sha),
  },
  protected: isProtected,
});

export interface BranchFacts {
  readonly name: string;
  readonly commit: CommitDetails;
  /** Whether the default branch contains all its commits. */
  readonly isMerged: boolean;
  readonly isDefault: boolean;
  /** The rule that protects it, if any. */
  readonly rule: BranchRule | null;
  /** Whether the caller may push to it. */
  readonly mayPush: boolean;
}

/** The answer of `GET …/branches/{branch}`. */
export const BranchJson = () =>
  z.strictObject({
    name: z.string(),
    commit: z.strictObject({
      id: z.string(),
      message: z.string(),
      parent_ids: z.array(z.string()),
      authored_date: z.string(),
      author_name: z.string(),
      author_iam_id: z.null(),
      author_email: z.string(),
      author_user_name: z.null(),
      committed_date: z.string(),
      committer_name: z.string(),
      committer_email: z.string(),
      committer_user_name: z.null(),
      open_gpg_verified: z.null(),
      verification_status: z.null(),
      gpg_primary_key_id: z.null(),
      short_id: z.string(),
      created_at: z.string(),
      title: z.string(),
      author_avatar_url: z.string(),
      committer_avatar_url: z.string(),
      relate_url: z.null(),
    }),
    merged: z.boolean(),
    protected: z.boolean(),
    developers_can_push: z.boolean(),
    developers_can_merge: z.boolean(),
    can_push: z.boolean(),
    default: z.boolean(),
  });
export type BranchJson = z.output<ReturnType<typeof BranchJson>>;

export const branchJson = ({
  name,
  commit,
  isMerged,
  isDefault,
  rule,
  mayPush,
}: BranchFacts): BranchJson => ({
  name,
  commit: {
    id: commit.sha,
    message: commit.message,
    parent_ids: [...commit.parents],
    authored_date: committedMilliseconds(commit.author.date),
    author_name: commit.author.name,
    author_iam_id: null,
    author_email: commit.author.email,
    author_user_name: null,
    committed_date: committedMilliseconds(commit.committer.date),
    committer_name: commit.committer.name,
    committer_email: commit.committer.email,
    committer_user_name: null,
    open_gpg_verified: null,
    verification_status: null,
    gpg_primary_key_id: null,
    short_id: commit.sha.slice(0, SHORT_SHA),
    created_at: committedMilliseconds(commit.committer.date),
    title: commit.message.split('\n', 1)[0] ?? '',
    author_avatar_url: '',
    committer_avatar_url: '',
    relate_url: null,
  },
  merged: isMerged,
  protected: rule !== null,
  developers_can_push: rule?.pushers.level === 'developer',
  developers_can_merge: rule?.mergers.level === 'developer',
  can_push: mayPush,
  default: isDefault,
});
