import { shortened, type MergeRequest, type MergeRequestAction, type Reviewer } from '#domain';

export interface Operation {
  readonly action: string;
  /** As sentences. */
  readonly content: string;
}

/** @param before null for a request that is being opened */
export function operationsOfChange(
  action: MergeRequestAction,
  before: MergeRequest | null,
  now: MergeRequest,
): readonly Operation[] {
  switch (action) {
    case 'open':
      return [{ action: 'opened', content: 'opened the merge request' }];
    case 'close':
      return [{ action: 'closed', content: 'closed the merge request' }];
    case 'reopen':
      return [{ action: 'reopened', content: 'reopened the merge request' }];
    case 'merge':
      return [{ action: 'merged', content: `merged as ${now.mergeCommitSha}` }];
    case 'update': {
      const edits = before === null ? [] : editsBetween(before, now);
      return edits.length > 0 ? edits : [{ action: 'updated', content: 'changed the merge request' }];
    }
  }
}

function editsBetween(before: MergeRequest, now: MergeRequest): readonly Operation[] {
  const edits: readonly (Operation | false)[] = [
    before.headSha !== now.headSha && { action: 'commit', content: `pushed ${now.headSha}` },
    before.title !== now.title && {
      action: 'title',
      content: `changed the title from ${shortened(before.title)} to ${shortened(now.title)}`,
    },
    before.description !== now.description && { action: 'description', content: 'changed the description' },
    before.milestoneId !== now.milestoneId && {
      action: 'milestone',
      content: now.milestoneId === null ? 'removed the milestone' : `set the milestone ${now.milestoneId}`,
    },
  ];
  const names = (labels: MergeRequest['labels']) => labels.map(({ name }) => name);
  const logins = (people: readonly Reviewer[]) => people.map(({ user }) => user.login);
  return [
    ...edits.filter((edit) => edit !== false),
    ...membership('label', names(before.labels), names(now.labels)),
    ...membership('assignee', logins(before.assignees), logins(now.assignees)),
    ...membership('tester', logins(before.testers), logins(now.testers)),
    ...membership('reviewer', logins(before.reviewers), logins(now.reviewers)),
  ];
}

/** One operation for all additions, one for all removals. */
function membership(action: string, before: readonly string[], now: readonly string[]): readonly Operation[] {
  const added = now.filter((name) => !before.includes(name));
  const removed = before.filter((name) => !now.includes(name));
  return [
    ...(added.length > 0 ? [{ action, content: `added ${action} ${added.join(', ')}` }] : []),
    ...(removed.length > 0 ? [{ action, content: `removed ${action} ${removed.join(', ')}` }] : []),
  ];
}
