import type { Commit } from '#domain';

/** A person and a time. */
export interface Person {
  readonly name: string;
  readonly email: string;
  /** With the person's offset: `2019-01-01T00:08:00+08:00`. */
  readonly date: string;
}

/** The content of a commit object. */
export interface CommitDetails {
  readonly sha: string;
  /** As git stores it, trailing newline included. */
  readonly message: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Person;
  readonly committer: Person;
}

/** The parts that events show. */
export const toCommit = ({ sha, message, author, committer }: CommitDetails): Commit => ({
  sha,
  message,
  timestamp: committer.date,
  author: { name: author.name, email: author.email },
});
