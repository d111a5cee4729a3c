import type { Decision, LoggedEvent } from '../api/types.js';
import type { Texts } from '../texts/en.js';

/** What a line of the live view shows of an event; its payload, which may be large, is not kept. */
export interface EventLine {
  readonly id: number;
  readonly at: string;
  readonly repository: string;
  readonly kind: string;
  /** As its header says; null for what no webhook tells. */
  readonly event: string | null;
  readonly sentence: (texts: Texts) => string;
  /** A branch or a tag, by its short name. */
  readonly ref: string | null;
  readonly before: string | null;
  readonly after: string | null;
  readonly title: string | null;
  readonly decisions: readonly Decision[];
}

const ZEROS = /^0+$/;

export function eventLine(event: LoggedEvent): EventLine {
  const { payload, repository } = event;
  const ref = text(payload, 'ref');
  return {
    id: event.id,
    at: event.happened_at,
    repository,
    kind: event.kind,
    event: event.event,
    sentence: sentenceOf(event),
    ref: ref === '' ? null : ref.replace(/^refs\/(heads|tags)\//, ''),
    before: sha(text(payload, 'before')),
    after: sha(text(payload, 'after')),
    title: text(payload, 'object_attributes', 'title') || text(payload, 'object_attributes', 'note') || null,
    decisions: event.hooks,
  };
}

function sentenceOf({ kind, payload, repository: where }: LoggedEvent): EventLine['sentence'] {
  // No dialect of the hooks' tells of such an event.
  if (payload === null) return (t) => t.happened.other(kind, where);
  const who =
    text(payload, 'user_name') || text(payload, 'user', 'username') || text(payload, 'user', 'name');
  const action = text(payload, 'object_attributes', 'action');
  const iid = number(payload, 'object_attributes', 'iid');
  switch (kind) {
    case 'branch-moved':
      return branchSentence(payload, who, where);
    case 'tag-moved':
      return ZEROS.test(text(payload, 'after'))
        ? (t) => t.happened.untagged(who, where)
        : (t) => t.happened.tagged(who, where);
    case 'merge-request-changed':
      return (t) => t.happened.mergeRequest(who, action, iid, where);
    case 'merge-request-commented':
      return (t) => t.happened.commentedMergeRequest(who, number(payload, 'merge_request', 'iid'), where);
    case 'commit-commented':
      return (t) => t.happened.commentedCommit(who, where);
    case 'issue-changed':
      return (t) => t.happened.issue(who, action, iid, where);
    case 'issue-commented':
      return (t) => t.happened.commentedIssue(who, number(payload, 'issue', 'iid'), where);
    case 'hook-tested':
      return (t) => t.happened.tested(where);
    case 'deliveries-triggered':
      return (t) => t.happened.triggered(where);
    default:
      return (t) => t.happened.other(kind, where);
  }
}

function branchSentence(payload: unknown, who: string, where: string): EventLine['sentence'] {
  const commits = number(payload, 'total_commits_count');
  if (ZEROS.test(text(payload, 'after'))) return (t) => t.happened.deleted(who, where);
  if (commits > 0) return (t) => t.happened.pushed(who, commits, where);
  if (ZEROS.test(text(payload, 'before'))) return (t) => t.happened.created(who, where);
  return (t) => t.happened.moved(who, where);
}

/** Null for the zeros that stand for nothing. */
const sha = (value: string): string | null => (value === '' || ZEROS.test(value) ? null : value.slice(0, 7));

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, name) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, name) : undefined),
    value,
  );
}

/** Empty for what is no text. */
function text(value: unknown, ...path: readonly string[]): string {
  const found = at(value, path);
  return typeof found === 'string' ? found : '';
}

/** 0 for what is no number. */
function number(value: unknown, ...path: readonly string[]): number {
  const found = at(value, path);
  return typeof found === 'number' ? found : 0;
}
