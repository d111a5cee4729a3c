import type { Commit } from './nouns/commit.js';
import type { Issue, IssueAction } from './nouns/issue.js';
import type { MergeRequest, MergeRequestAction } from './nouns/merge-request.js';
import type { Note } from './nouns/note.js';
import type { RefUpdate } from './nouns/ref-update.js';
import type { Repository } from './nouns/repository.js';
import type { User } from './nouns/user.js';

interface Fact {
  /** Unique for ever; publishing the same key again changes nothing. */
  readonly key: string;
  readonly repository: Repository;
  /** When it happened, ISO 8601 in UTC. */
  readonly at: string;
}

/** What a commit does to files, against its first parent. */
export interface ChangedPaths {
  readonly added: readonly string[];
  readonly modified: readonly string[];
  readonly removed: readonly string[];
}

/** What a tag points at, however many tags lie in between. */
export interface TaggedCommit {
  readonly commit: Commit;
  readonly changedPaths: ChangedPaths;
  /** A branch that has it, by its full name; the default branch rather than any other; null when none has. */
  readonly branchRef: string | null;
  /** Of an annotated tag, as git stores it; `''` for a plain one. */
  readonly annotation: string;
}

/** A branch was created, moved or deleted. */
export interface BranchMoved extends Fact, RefUpdate {
  readonly kind: 'branch-moved';
  readonly pusher: User;
  /** Oldest first, at most the newest 20. */
  readonly commits: readonly Commit[];
  /** All of them, however many `commits` shows. */
  readonly totalCommits: number;
  /** By sha, for each of `commits`; null when nobody who hears of it shows them. */
  readonly changedPaths: ReadonlyMap<string, ChangedPaths> | null;
  /** What the pusher gave with `git push --push-option`. */
  readonly pushOptions: readonly string[];
}

/** A tag was created, moved or deleted; `after` of an annotated tag is the tag object. */
export interface TagMoved extends Fact, RefUpdate {
  readonly kind: 'tag-moved';
  readonly pusher: User;
  /** Null for a deletion, for a tag of something else, and when nobody who hears of it shows it. */
  readonly tagged: TaggedCommit | null;
  readonly pushOptions: readonly string[];
}

/** Somebody opened, edited, closed, reopened or merged a merge request; new commits are an update too. */
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

/** Somebody opened, edited, closed or reopened an issue, or merged what closes it. */
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

/** What hooks subscribe to. */
export type WebhookEvent =
  | BranchMoved
  | TagMoved
  | MergeRequestChanged
  | CommitCommented
  | MergeRequestCommented
  | IssueChanged
  | IssueCommented;

/** What a test shows when nobody asked for an event: the newest two commits of the default branch. */
export interface NewestCommits {
  readonly kind: 'newest-commits';
  readonly before: string;
  readonly after: string;
}

/** Somebody pressed "Test Hook": goes to that one hook, whatever it is subscribed to. */
interface HookTested extends Fact {
  readonly kind: 'hook-tested';
  readonly hookId: number;
  readonly shown: NewestCommits | WebhookEvent;
}

/** Somebody asked for deliveries of what may never have happened. */
export interface DeliveriesTriggered extends Fact {
  readonly kind: 'deliveries-triggered';
  readonly shown: NewestCommits | WebhookEvent;
  /** The one hook that gets it, whatever it is subscribed to; null for those that are subscribed. */
  readonly hookId: number | null;
  /** How the deliveries look; null for the dialects of the hooks. */
  readonly dialect: string | null;
  /** New values by dotted path in the payload. */
  readonly overrides: Readonly<Record<string, unknown>>;
}

export type DomainEvent = WebhookEvent | HookTested | DeliveriesTriggered;

/** What deliveries show: what a hook subscribes to, or the two commits of a plain Test Hook. */
export type ShownEvent = WebhookEvent | NewestCommits;

/**
 * What a hook can subscribe to, by the name that payloads and lists give it: the value of the event header, the flag of REST, and what
 * else clients write.
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

/** As what each kind of event is delivered. */
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
