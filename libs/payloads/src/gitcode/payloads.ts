import type { IssueNotePayload } from './issue-note.js';
import type { IssuePayload } from './issue.js';
import type { MergeRequestPayload } from './merge-request.js';
import type { CommitNotePayload, MergeRequestNotePayload } from './note.js';
import type { PushPayload } from './push.js';
import type { TagPushPayload } from './tag-push.js';
import type { TestHookPayload } from './test-hook.js';

export type {
  CommitNotePayload,
  IssueNotePayload,
  IssuePayload,
  MergeRequestNotePayload,
  MergeRequestPayload,
  PushPayload,
  TagPushPayload,
  TestHookPayload,
};

export type NotePayload = CommitNotePayload | MergeRequestNotePayload | IssueNotePayload;

/** The payload of each kind of event. `npm run schemas` makes their JSON Schemas. */
export interface Payloads {
  readonly 'branch-moved': PushPayload;
  readonly 'tag-moved': TagPushPayload;
  readonly 'merge-request-changed': MergeRequestPayload;
  readonly 'commit-commented': CommitNotePayload;
  readonly 'merge-request-commented': MergeRequestNotePayload;
  readonly 'issue-changed': IssuePayload;
  readonly 'issue-commented': IssueNotePayload;
  readonly 'newest-commits': TestHookPayload;
}
