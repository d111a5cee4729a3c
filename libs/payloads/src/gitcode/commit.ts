import { inUtc, type ChangedPaths, type Commit, type Repository } from '#domain';
import type { Links } from '../links.js';

/** `last_commit` and `target_branch_commit`. */
export const commitPayload = (commit: Commit, repository: Repository, links: Links) => ({
  id: commit.sha,
  message: commit.message,
  timestamp: `${inUtc(commit.timestamp)}Z`,
  url: links.commitDetail(repository, commit.sha),
  author: { name: commit.author.name, email: commit.author.email },
});

const NOTHING: ChangedPaths = { added: [], modified: [], removed: [] };

/** An entry of a push's `commits`. */
export const pushedCommit = (
  commit: Commit,
  paths: ChangedPaths | undefined,
  repository: Repository,
  links: Links,
) => ({
  ...commitPayload(commit, repository, links),
  added: (paths ?? NOTHING).added,
  removed: (paths ?? NOTHING).removed,
  modified: (paths ?? NOTHING).modified,
  cooperate_authors: cooperateAuthors(commit.message),
});

/** Whoever a `Co-authored-by:` line of the message names. */
const cooperateAuthors = (message: string) =>
  [...message.matchAll(/^co-authored-by:\s*(.*?)\s*<([^<>\n]*)>\s*$/gim)].map(([, name, email]) => ({
    name,
    email,
  }));
