export { CausationContext } from './ports/causation-context.js';
export { Clock } from './ports/clock.js';
export type { Commit } from './nouns/commit.js';
export { DomainEvents } from './ports/domain-events.js';
export * from './events.js';
export * from './event-types.js';
export { EventSamples } from './ports/event-samples.js';
export type { FileDiff } from './nouns/file-diff.js';
export { ForgeError } from './errors/forge-error.js';
export type { ForgeErrorCode } from './errors/forge-error.js';
export { inUtc } from './in-utc.js';
export {
  isWorkInProgress,
  LAST_ACTION,
  markedWorkInProgress,
  withoutWorkInProgress,
} from './nouns/merge-request.js';
export type {
  Label,
  MergeRequest,
  MergeRequestAction,
  MergeRequestState,
  MergeStatus,
  Reviewer,
} from './nouns/merge-request.js';
export type { Issue, IssueAction, IssueState } from './nouns/issue.js';
export type { Note, NotedLine } from './nouns/note.js';
export { nullUnlessOutOfResources, outOfResources } from './errors/out-of-resources.js';
export { quoted, shortened } from './errors/quoted.js';
export { ZERO_SHA } from './nouns/ref-update.js';
export type { RefUpdate } from './nouns/ref-update.js';
export { fullName, repositoryPathOf } from './nouns/repository.js';
export type { Repository, RepositoryPath, Visibility } from './nouns/repository.js';
export { Loggers, type Logger } from './ports/loggers.js';
export type { OnStateReplaced } from './ports/on-state-replaced.js';
export { codeOf, innerErrors, isError, messageOf } from './errors/thrown.js';
export { StorageError } from './errors/storage-error.js';
export type { StorageTrouble } from './errors/storage-error.js';
export { UnitOfWork } from './ports/unit-of-work.js';
export type { User } from './nouns/user.js';
export { withoutUserinfo } from './errors/without-userinfo.js';
