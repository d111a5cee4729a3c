import type { RefUpdate, RepositoryPath } from '#domain';

/** A push that git is about to carry out. */
export interface AnnouncedPush {
  /** Of the git that serves the push. */
  readonly processId: number;
  readonly at: RepositoryPath;
  /** Null for a push by path, which carries no name. */
  readonly pusherId: number | null;
  readonly updates: readonly RefUpdate[];
  /** What the pusher gave with `git push --push-option`. */
  readonly pushOptions: readonly string[];
}

/** A push as the journal has it, in one file or two. */
export interface RecordedPush extends AnnouncedPush {
  readonly id: string;
  /** Unique for ever: the process ids in the ids of pushes by path come again. */
  readonly key: string;
  /** When its first file was written: milliseconds since 1970, with fractions. */
  readonly writtenAt: number;
  /** Git said itself that these refs moved. */
  readonly isReported: boolean;
  /** The process that wrote it has ended. */
  readonly isOver: boolean;
}

/** A push whose refs git has moved. */
export interface AcceptedPush {
  /** Of its record. */
  readonly id: string;
  /** Unique for ever; the same push read twice has the same key. */
  readonly key: string;
  readonly at: RepositoryPath;
  /** Null for a push by path, which carries no name. */
  readonly pusherId: number | null;
  /** In the order in which git reports them; only refs that really moved. */
  readonly updates: readonly RefUpdate[];
  /** What the pusher gave with `git push --push-option`. */
  readonly pushOptions: readonly string[];
  /** Whether that is all that it ever moves: of a push that has not ended, more may become known. */
  readonly isWhole: boolean;
}
