import type { Commit } from './nouns/commit.js';
import type { Issue, IssueAction } from './nouns/issue.js';
import type { MergeRequest, MergeRequestAction } from './nouns/merge-request.js';
import type { Note } from './nouns/note.js';
import type { RefUpdate } from './nouns/ref-update.js';
import type { Repository } from './nouns/repository.js';
import type { User } from './nouns/user.js';

interface Fact {
  /** Unique; publishing the same key again changes nothing. */
  readonly key: string;
  readonly repository: Repository;
  /** When it happened, ISO 8601 in UTC. */
  readonly at: string;
}

/** The files that a commit changes, compared with its first parent. */
export interface ChangedPaths {
  readonly added: readonly string[];
  readonly modified: readonly string[];
  readonly removed: readonly string[];
}

/** The commit that a tag points at, through any number of tags. */
export interface TaggedCommit {
  readonly commit: Commit;
  readonly changedPaths: ChangedPaths;
  /** The full name of a branch that contains it, preferably the default branch; null when none does. */
  readonly branchRef: string | null;
  /** The message of an annotated tag, without its signature and blanks at its end; `''` for a lightweight one. */
  readonly annotation: string;
}

/** A branch was created, moved or deleted. */
export interface BranchMoved extends Fact, RefUpdate {
  readonly kind: 'branch-moved';
  readonly pusher: User;
  /** Oldest first, at most the newest 20. */
  readonly commits: readonly Commit[];
  /** Their number, which may be more than `commits` holds. */
  readonly totalCommits: number;
  /** By sha, for each of `commits`; null when no hook's dialect shows them. */
  readonly changedPaths: ReadonlyMap<string, ChangedPaths> | null;
  /** The values of `git push --push-option`. */
  readonly pushOptions: readonly string[];
}

/** A tag was created, moved or deleted; `after` of an annotated tag is the tag object. */
export interface TagMoved extends Fact, RefUpdate {
  readonly kind: 'tag-moved';
  readonly pusher: User;
  /** Null for a deletion, for a tag of something else than a commit, and when no hook's dialect shows it. */
  readonly tagged: TaggedCommit | null;
  readonly pushOptions: readonly string[];
}

/** A merge request was opened, edited, closed, reopened or merged; new commits are an update, too. */
export interface MergeRequestChanged extends Fact {
  readonly kind: 'merge-request-changed';
  readonly action: MergeRequestAction;
  /** As it is afterwards. Its target is `repository`. */
  readonly mergeRequest: MergeRequest;
  /** As it was before; null for one that was just opened. */
  readonly before: MergeRequest | null;
  readonly user: User;
}

export interface CommitCommented extends Fact {
  readonly kind: 'commit-commented';
  readonly note: Note;
  readonly commit: Commit;
  readonly user: User;
}

export interface MergeRequestCommented extends Fact {
  readonly kind: 'merge-request-commented';
  readonly note: Note;
  readonly mergeRequest: MergeRequest;
  readonly user: User;
}

/** An issue was opened, edited, closed or reopened; a merge can close it, too. */
export interface IssueChanged extends Fact {
  readonly kind: 'issue-changed';
  readonly action: IssueAction;
  /** As it is afterwards. */
  readonly issue: Issue;
  /** As it was before; null for one that was just opened. */
  readonly before: Issue | null;
  readonly user: User;
}

export interface IssueCommented extends Fact {
  readonly kind: 'issue-commented';
  readonly note: Note;
  readonly issue: Issue;
  readonly user: User;
}

/** The events that hooks subscribe to. */
export type WebhookEvent =
  | BranchMoved
  | TagMoved
  | MergeRequestChanged
  | CommitCommented
  | MergeRequestCommented
  | IssueChanged
  | IssueCommented;

/** A test without a chosen event: the newest two commits of the default branch. */
export interface NewestCommits {
  readonly kind: 'newest-commits';
  readonly before: string;
  readonly after: string;
}

/** A hook was tested: the event goes to that hook only, whatever it is subscribed to. */
interface HookTested extends Fact {
  readonly kind: 'hook-tested';
  readonly hookId: number;
  readonly shown: NewestCommits | WebhookEvent;
}

/** Deliveries were triggered by hand, for an event that may never have happened. */
export interface DeliveriesTriggered extends Fact {
  readonly kind: 'deliveries-triggered';
  readonly shown: NewestCommits | WebhookEvent;
  /** The only hook that gets it, whatever it is subscribed to; null for all that are subscribed. */
  readonly hookId: number | null;
  /** The dialect of the deliveries; null for that of each hook. */
  readonly dialect: string | null;
  /** New values by dotted path in the payload. */
  readonly overrides: Readonly<Record<string, unknown>>;
}

export type DomainEvent = WebhookEvent | HookTested | DeliveriesTriggered;

/** What deliveries show: an event that hooks subscribe to, or the commits of a plain Test Hook. */
export type ShownEvent = WebhookEvent | NewestCommits;

/**
 * The event types by their name in payloads and lists: the value of the event header, the flag in REST, and other
 * names that clients use.
 */
export const EVENT_TYPES = {
  push: { header: 'Push Hook', flag: 'push_events', alsoCalled: [] },
  tag_push: { header: 'Tag Push Hook', flag: 'tag_push_events', alsoCalled: [] },
  issue: { header: 'Issue Hook', flag: 'issues_events', alsoCalled: ['issues'] },
  note: { header: 'Note Hook', flag: 'note_events', alsoCalled: [] },
  merge_request: {
    header: 'Merge Request Hook',
    flag: 'merge_requests_events',
    alsoCalled: ['merge_requests', 'pull_request'],
  },
} as const;

/** The type as which each kind of event is delivered. */
export const EVENT_TYPE_OF = {
  'branch-moved': 'push',
  'tag-moved': 'tag_push',
  'commit-commented': 'note',
  'merge-request-commented': 'note',
  'issue-commented': 'note',
  'issue-changed': 'issue',
  'merge-request-changed': 'merge_request',
  'newest-commits': 'push',
} as const;
