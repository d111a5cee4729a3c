import { inUtc, type ChangedPaths, type Commit, type Repository } from '#domain';
import type { Sha, UtcTime } from '../../formats.js';
import type { Links } from '../../links.js';

interface Person {
  readonly name: string;
  readonly email: string;
}

/** `last_commit` and `target_branch_commit`. */
export interface CommitPayload {
  readonly id: Sha;
  readonly message: string;
  readonly timestamp: UtcTime;
  readonly url: string;
  readonly author: Person;
}

/** An entry of a push's `commits`. */
export interface PushedCommitPayload extends CommitPayload {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly modified: readonly string[];
  readonly cooperate_authors: readonly Person[];
}

export const commitPayload = (commit: Commit, repository: Repository, links: Links): CommitPayload => ({
  id: commit.sha,
  message: commit.message,
  timestamp: `${inUtc(commit.timestamp)}Z`,
  url: links.commitDetail(repository, commit.sha),
  author: { name: commit.author.name, email: commit.author.email },
});

const NOTHING: ChangedPaths = { added: [], modified: [], removed: [] };

export const pushedCommit = (
  commit: Commit,
  paths: ChangedPaths | undefined,
  repository: Repository,
  links: Links,
): PushedCommitPayload => ({
  ...commitPayload(commit, repository, links),
  added: (paths ?? NOTHING).added,
  removed: (paths ?? NOTHING).removed,
  modified: (paths ?? NOTHING).modified,
  cooperate_authors: cooperateAuthors(commit.message),
});

/** The persons in `Co-authored-by:` lines of the message. */
const cooperateAuthors = (message: string): Person[] =>
  [...message.matchAll(/^co-authored-by:([^<>\n]*)<([^<>\n]*)>[ \t\r]*$/gim)].map(
    ([, name = '', email = '']) => ({ name: name.trim(), email }),
  );
