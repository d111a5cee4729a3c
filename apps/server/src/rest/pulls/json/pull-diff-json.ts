import type { FileDiff, Repository, User } from '#domain';
import type { MergeRequestDiff } from '#forge';
import type { CommitDetails } from '#git';
import type { Links } from '#payloads';
import { personJson } from '../../shared/json/account-json.js';
import { blobUrl, rawUrl } from '../../shared/json/file-links.js';
import { committedWithOffset } from '../../shared/json/times.js';

/** An entry of `GET …/pulls/{number}/commits`. */
export const pullCommitJson = (
  commit: CommitDetails,
  {
    at,
    links,
    accounts,
  }: { readonly at: Repository; readonly links: Links; readonly accounts: ReadonlyMap<string, User> },
) => {
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
    parents: { sha: commit.parents[0] ?? '', shas: commit.parents },
  };
};

/** More of a file's diff is left out, and said to be. */
export const LONGEST_DIFF = 1_000_000;

/** An entry of `GET …/pulls/{number}/files`; numbers are text there, and `status` is null. */
export const pullFileJson = (
  file: FileDiff,
  { target, head }: { target: Repository; head: string },
  links: Links,
) => ({
  sha: file.blobSha,
  filename: file.newPath,
  status: null,
  additions: String(file.additions),
  deletions: String(file.deletions),
  blob_url: blobUrl(links, target, { sha: head, path: file.newPath }),
  raw_url: rawUrl(links, target, { sha: head, path: file.newPath }),
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

export const diffRefsJson = ({ base, start, head }: MergeRequestDiff) => ({
  base_sha: base,
  start_sha: start,
  head_sha: head,
});

export const lineCountsJson = (files: readonly FileDiff[]) => ({
  added_lines: files.reduce((sum, { additions }) => sum + additions, 0),
  removed_lines: files.reduce((sum, { deletions }) => sum + deletions, 0),
});
