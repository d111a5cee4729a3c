export type { AtomGit, Expectations, RepositoryOptions, Trigger } from './atomgit.js';
export type { ClockState, ServerClock } from './control/clock.js';
export {
  NotDelivered,
  type Attempt,
  type Delivery,
  type DeliveryFilter,
  type DeliveryStatus,
  type DeliverySummary,
  type Expected,
  type ListedDelivery,
  type NearMiss,
} from './control/deliveries.js';
export type { CallFault, DeliveryFault, Faults, KnownFault, ReleaseOrder } from './control/faults.js';
export type { Snapshot } from './control/snapshot.js';
export { ApiError } from './http/api-error.js';
export type { Call, NewUser, User } from './http/api.js';
export type { HttpResponse } from './http/http-response.js';
export type { NextOptions } from './inbox/inbox-messages.js';
export type { Inbox, InboxAnswer, InboxOptions } from './inbox/inbox.js';
export type { Received } from './inbox/received.js';
export type { AtomGitOptions } from './options.js';
export type {
  CommitNotePayload,
  DialectName,
  EventName,
  gitcode,
  MergeRequestNotePayload,
  MergeRequestPayload,
  NotePayload,
  Payload,
  PushPayload,
  TagPushPayload,
  TestHookPayload,
} from './payloads.js';
export type { Commit, CommitOptions, FileChange, Signer } from './repositories/commit.js';
export type { PushOptions } from './repositories/git-push.js';
export type { Hook, HookOptions } from './repositories/hook.js';
export type { Issue, IssueOptions, IssueState } from './repositories/issue.js';
export type {
  CommentOptions,
  MergeOptions,
  MergeRequest,
  MergeRequestOptions,
  MergeRequestState,
} from './repositories/merge-request.js';
export type { Repository, RepositoryState } from './repositories/repository.js';
export { startAtomGit } from './start-atomgit.js';
