import type { Commit } from '#domain';

/** Who made something, and when. */
export interface Person {
  readonly name: string;
  readonly email: string;
  /** In the person's own offset: `2019-01-01T00:08:00+08:00`. */
  readonly date: string;
}

/** All that a commit says of itself. */
export interface CommitDetails {
  readonly sha: string;
  /** As git stores it, trailing newline included. */
  readonly message: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Person;
  readonly committer: Person;
}

/** What events tell of it. */
export const toCommit = ({ sha, message, author, committer }: CommitDetails): Commit => ({
  sha,
  message,
  timestamp: committer.date,
  author: { name: author.name, email: author.email },
});
