import type { DomainEvent, IssueAction, MergeRequestAction } from '#domain';
import { ZERO_SHA } from '#domain';

/** What a user did, as lists of activities show it. */
export type Activity = PushActivity | OtherActivity;

interface PushActivity {
  readonly kind: 'push';
  readonly action: 'created' | 'pushed' | 'removed';
  /** By its full name. */
  readonly ref: string;
  readonly before: string;
  readonly after: string;
  readonly commits: number;
  /** The first line of the newest commit's message; `''` where there is none, and for tags. */
  readonly title: string;
}

interface OtherActivity {
  readonly kind: 'merge request' | 'issue' | 'comment';
  readonly action: MergeRequestAction | IssueAction | 'comment';
  /** Of the merge request or the issue; of a commit, the first line of its message. */
  readonly title: string;
}

/** Null for events that are no activity: tests of hooks, and triggered deliveries. */
export function activityOf(event: DomainEvent): Activity | null {
  switch (event.kind) {
    case 'branch-moved':
      return pushed(event, event.commits.at(-1)?.message ?? '', event.totalCommits);
    case 'tag-moved':
      return pushed(event, '', 0);
    case 'merge-request-changed':
      return { kind: 'merge request', action: event.action, title: event.mergeRequest.title };
    case 'issue-changed':
      return { kind: 'issue', action: event.action, title: event.issue.title };
    case 'merge-request-commented':
      return { kind: 'comment', action: 'comment', title: event.mergeRequest.title };
    case 'issue-commented':
      return { kind: 'comment', action: 'comment', title: event.issue.title };
    case 'commit-commented':
      return { kind: 'comment', action: 'comment', title: firstLine(event.commit.message) };
    case 'hook-tested':
    case 'deliveries-triggered':
      return null;
  }
}

/** The id of the user who did it; null where there is no activity. */
export function userOf(event: DomainEvent): number | null {
  switch (event.kind) {
    case 'branch-moved':
    case 'tag-moved':
      return event.pusher.id;
    case 'merge-request-changed':
    case 'issue-changed':
    case 'merge-request-commented':
    case 'issue-commented':
    case 'commit-commented':
      return event.user.id;
    case 'hook-tested':
    case 'deliveries-triggered':
      return null;
  }
}

function pushed(
  { ref, before, after }: { readonly ref: string; readonly before: string; readonly after: string },
  message: string,
  commits: number,
): PushActivity {
  const action = after === ZERO_SHA ? 'removed' : before === ZERO_SHA ? 'created' : 'pushed';
  return { kind: 'push', action, ref, before, after, commits, title: firstLine(message) };
}

const firstLine = (message: string): string => message.split('\n', 1)[0] ?? '';
