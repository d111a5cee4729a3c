import type { RefUpdate, RepositoryPath } from '#domain';

/** A push that git is about to carry out. */
export interface AnnouncedPush {
  /** The git process that serves the push. */
  readonly processId: number;
  readonly at: RepositoryPath;
  /** Null for a push by path, which names no user. */
  readonly pusherId: number | null;
  readonly updates: readonly RefUpdate[];
  /** The values of `git push --push-option`. */
  readonly pushOptions: readonly string[];
}

/** A push in the journal, in one or two files. */
export interface RecordedPush extends AnnouncedPush {
  readonly id: string;
  /** Unique; ids of pushes by path contain process ids, which the system uses again. */
  readonly key: string;
  /** The time of its first file: milliseconds since 1970, with fractions. */
  readonly writtenAt: number;
  /** Whether git reported that these refs moved. */
  readonly isReported: boolean;
  /** Whether the process that wrote it has ended. */
  readonly isOver: boolean;
}

/** A push whose refs git has moved. */
export interface AcceptedPush {
  /** The id of its record. */
  readonly id: string;
  /** Unique; a push that is read twice has the same key. */
  readonly key: string;
  readonly at: RepositoryPath;
  /** Null for a push by path, which names no user. */
  readonly pusherId: number | null;
  /** Refs that really moved, in the order of git's report. */
  readonly updates: readonly RefUpdate[];
  /** The values of `git push --push-option`. */
  readonly pushOptions: readonly string[];
  /** Whether these are all its moves: more may become known while the push has not ended. */
  readonly isWhole: boolean;
}
