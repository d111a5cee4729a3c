export { Causes } from './causes.js';
export { Clock } from './clock.js';
export type { Commit } from './commit.js';
export { DIALECTS } from './dialect.js';
export type { Dialect } from './dialect.js';
export { DomainEvents } from './events.js';
export type {
  BranchMoved,
  ChangedPaths,
  CommitCommented,
  DomainEvent,
  Happening,
  MergeRequestChanged,
  MergeRequestCommented,
  NewestCommits,
  TagMoved,
  TaggedCommit,
} from './events.js';
export type { FileDiff } from './file-diff.js';
export { ForgeError } from './forge-error.js';
export type { ForgeErrorCode } from './forge-error.js';
export { inUtc } from './in-utc.js';
export {
  isWorkInProgress,
  LAST_ACTION,
  markedWorkInProgress,
  withoutWorkInProgress,
} from './merge-request.js';
export type {
  Label,
  MergeRequest,
  MergeRequestAction,
  MergeRequestState,
  MergeStatus,
  Reviewer,
} from './merge-request.js';
export type { Note, NotedLine } from './note.js';
export { nullUnlessOutOfResources, outOfResources } from './out-of-resources.js';
export { quoted, shortened } from './quoted.js';
export { ZERO_SHA } from './ref-update.js';
export type { RefUpdate } from './ref-update.js';
export { fullName } from './repository.js';
export type { Repository, RepositoryPath, Visibility } from './repository.js';
export { StorageError } from './storage-error.js';
export type { StorageTrouble } from './storage-error.js';
export { UnitOfWork } from './unit-of-work.js';
export type { User } from './user.js';
