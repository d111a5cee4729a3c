export { Clock } from './clock.js';
export type { Commit } from './commit.js';
export { DomainEvents } from './events.js';
export type {
  BranchMoved,
  CommitCommented,
  DomainEvent,
  Happening,
  MergeRequestAction,
  MergeRequestChanged,
  MergeRequestCommented,
  NewestCommits,
  TagMoved,
} from './events.js';
export type { FileDiff } from './file-diff.js';
export { ForgeError } from './forge-error.js';
export type { ForgeErrorCode } from './forge-error.js';
export { isWorkInProgress, markedWorkInProgress, withoutWorkInProgress } from './merge-request.js';
export type { MergeRequest, MergeRequestState, MergeStatus } from './merge-request.js';
export type { Note, NotedLine } from './note.js';
export { ZERO_SHA } from './ref-update.js';
export type { RefUpdate } from './ref-update.js';
export { fullName } from './repository.js';
export type { Repository, RepositoryPath, Visibility } from './repository.js';
export { UnitOfWork } from './unit-of-work.js';
export type { User } from './user.js';
