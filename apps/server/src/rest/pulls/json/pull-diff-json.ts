import { z } from 'zod';
import type { FileDiff, Repository, User } from '#domain';
import type { MergeRequestDiff } from '#forge';
import type { CommitDetails } from '#git';
import type { Links } from '#payloads';
import { PersonJson, personJson } from '../../shared/json/account-json.js';
import { blobUrl, rawUrl, type CommittedFile } from '../../shared/json/file-links.js';
import { committedWithOffset } from '../../shared/json/times.js';

/** An entry of `GET …/pulls/{number}/commits`. */
export const PullCommitJson = () =>
  z.strictObject({
    sha: z.string(),
    html_url: z.string(),
    commit: z.strictObject({
      author: z.strictObject({
        login: z.string(),
        name: z.string(),
        email: z.string(),
        date: z.string(),
      }),
      committer: z.strictObject({
        login: z.string(),
        name: z.string(),
        email: z.string(),
      }),
      message: z.string(),
    }),
    author: PersonJson().nullable(),
    committer: PersonJson().nullable(),
    parents: z.strictObject({
      sha: z.string(),
      shas: z.array(z.string()),
    }),
  });
export type PullCommitJson = z.output<ReturnType<typeof PullCommitJson>>;

export const pullCommitJson = (
  commit: CommitDetails,
  {
    at,
    links,
    accounts,
  }: { readonly at: Repository; readonly links: Links; readonly accounts: ReadonlyMap<string, User> },
): PullCommitJson => {
  const [author, committer] = [accounts.get(commit.author.email), accounts.get(commit.committer.email)];
  return {
    sha: commit.sha,
    html_url: links.commit(at, commit.sha),
    commit: {
      author: {
        login: author?.login ?? '',
        name: commit.author.name,
        email: commit.author.email,
        date: committedWithOffset(commit.author.date),
      },
      committer: {
        login: committer?.login ?? '',
        name: commit.committer.name,
        email: commit.committer.email,
      },
      message: commit.message,
    },
    author: author === undefined ? null : personJson(author, links),
    committer: committer === undefined ? null : personJson(committer, links),
    parents: { sha: commit.parents[0] ?? '', shas: [...commit.parents] },
  };
};

/** The limit of a file's diff; a cut diff is marked. */
export const LONGEST_DIFF = 1_000_000;

/** An entry of `GET …/pulls/{number}/files`; numbers are text there, and `status` is null. */
export const PullFileJson = () =>
  z.strictObject({
    sha: z.string(),
    filename: z.string(),
    status: z.null(),
    additions: z.string(),
    deletions: z.string(),
    blob_url: z.string(),
    raw_url: z.string(),
    patch: z.strictObject({
      diff: z.string(),
      new_path: z.string(),
      old_path: z.string(),
      a_mode: z.string(),
      b_mode: z.string(),
      new_file: z.boolean(),
      renamed_file: z.boolean(),
      deleted_file: z.boolean(),
      too_large: z.boolean(),
      added_lines: z.int(),
      removed_lines: z.int(),
    }),
  });
export type PullFileJson = z.output<ReturnType<typeof PullFileJson>>;

export const pullFileJson = (
  file: FileDiff,
  target: Repository,
  at: CommittedFile,
  links: Links,
): PullFileJson => ({
  sha: file.blobSha,
  filename: file.newPath,
  status: null,
  additions: String(file.additions),
  deletions: String(file.deletions),
  blob_url: blobUrl(links, target, at),
  raw_url: rawUrl(links, target, at),
  patch: {
    diff: file.diff.length > LONGEST_DIFF ? '' : file.diff,
    new_path: file.newPath,
    old_path: file.oldPath,
    a_mode: file.oldMode,
    b_mode: file.newMode,
    new_file: file.status === 'added',
    renamed_file: file.status === 'renamed',
    deleted_file: file.status === 'deleted',
    too_large: file.diff.length > LONGEST_DIFF,
    added_lines: file.additions,
    removed_lines: file.deletions,
  },
});

export const DiffRefsJson = () =>
  z.strictObject({
    base_sha: z.string(),
    start_sha: z.string(),
    head_sha: z.string(),
  });
export type DiffRefsJson = z.output<ReturnType<typeof DiffRefsJson>>;

export const diffRefsJson = ({ base, start, head }: MergeRequestDiff): DiffRefsJson => ({
  base_sha: base,
  start_sha: start,
  head_sha: head,
});

export const LineCountsJson = () =>
  z.strictObject({
    added_lines: z.int(),
    removed_lines: z.int(),
  });
export type LineCountsJson = z.output<ReturnType<typeof LineCountsJson>>;

export const lineCountsJson = (files: readonly FileDiff[]): LineCountsJson => ({
  added_lines: files.reduce((sum, { additions }) => sum + additions, 0),
  removed_lines: files.reduce((sum, { deletions }) => sum + deletions, 0),
});
