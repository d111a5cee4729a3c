import {
  type CommitCommented,
  type MergeRequestCommented,
  type Note,
  type Repository,
  type User,
} from '#domain';
import type { DeliveryIdentity } from '../delivery-identity.js';
import type { DeliveryId, Integer, OffsetTime, Sha } from '../formats.js';
import type { Links } from '../links.js';
import { commitPayload, type CommitPayload } from './parts/commit.js';
import { diffPayload, type DiffPayload } from './parts/diff.js';
import { mergeRequestAttributes, type MergeRequestAttributes } from './merge-request.js';
import { project, type ProjectPayload } from './parts/project.js';
import { repositoryPayload, type RepositoryPayload } from './parts/repository.js';
import { secondsWithOffset } from './parts/times.js';
import { userPayload, type UserPayload } from './parts/user.js';

/** The fields of every Note Hook. */
export interface Noted {
  readonly object_kind: 'note';
  readonly event_type: 'note';
  readonly user: UserPayload;
  readonly project_id: Integer;
  readonly project: ProjectPayload;
  readonly repository: RepositoryPayload;
  readonly produce_random_id: DeliveryId;
  readonly manual_build: false;
  readonly extend_attributes: null;
  readonly uuid: DeliveryId;
}

export interface NoteAttributes {
  readonly id: Integer;
  readonly note: string;
  readonly description: string;
  readonly author_id: Integer;
  readonly discussion_id: Sha;
  readonly type: 'DiffNote' | null;
  readonly project_id: Integer;
  readonly attachment: null;
  readonly line_code: string | null;
  readonly st_diff: DiffPayload | null;
  readonly position: Nothing;
  readonly change_position: Nothing;
  readonly original_position: Nothing;
  readonly system: false;
  readonly resolved_at: null;
  readonly resolved_by_id: null;
  readonly resolved_by_push: null;
  readonly created_at: OffsetTime;
  readonly updated_at: OffsetTime;
  readonly updated_by_id: null;
}

type Nothing = Readonly<Record<string, never>>;

interface CommitNoteAttributes extends NoteAttributes {
  readonly noteable_type: 'Commit';
  readonly noteable_id: null;
  readonly commit_id: Sha;
  readonly url: string;
}

interface MergeRequestNoteAttributes extends NoteAttributes {
  readonly noteable_type: 'MergeRequest';
  readonly noteable_id: Integer;
  readonly commit_id: null;
  readonly url: string;
}

/** A comment on a commit. */
export interface CommitNotePayload extends Noted {
  readonly object_attributes: CommitNoteAttributes;
  readonly commit: CommitPayload;
}

/** A comment on a merge request. */
export interface MergeRequestNotePayload extends Noted {
  readonly object_attributes: MergeRequestNoteAttributes;
  readonly merge_request: MergeRequestAttributes;
}

export const commitNotePayload = (
  event: CommitCommented,
  links: Links,
  delivery: DeliveryIdentity,
): CommitNotePayload => ({
  ...notePayload(event, links, delivery),
  object_attributes: {
    ...noteAttributes(event.note, event.repository),
    noteable_type: 'Commit',
    noteable_id: null,
    commit_id: event.commit.sha,
    url: noteUrl(links.commitDetail(event.repository, event.commit.sha), event.note),
  },
  commit: commitPayload(event.commit, event.repository, links),
});

export const mergeRequestNotePayload = (
  event: MergeRequestCommented,
  links: Links,
  delivery: DeliveryIdentity,
): MergeRequestNotePayload => ({
  ...notePayload(event, links, delivery),
  object_attributes: {
    ...noteAttributes(event.note, event.repository),
    noteable_type: 'MergeRequest',
    noteable_id: event.mergeRequest.id,
    commit_id: null,
    url: noteUrl(links.mergeRequest(event.repository, event.mergeRequest.iid), event.note),
  },
  merge_request: mergeRequestAttributes(movedOn(event), links),
});

/** The comment is its latest change, as the capture shows; the documented contract does not count it as one. */
const movedOn = ({ mergeRequest, note }: MergeRequestCommented): MergeRequestCommented['mergeRequest'] =>
  note.createdAt > mergeRequest.updatedAt ? { ...mergeRequest, updatedAt: note.createdAt } : mergeRequest;

export const notePayload = (
  { user, repository }: { readonly user: User; readonly repository: Repository },
  links: Links,
  delivery: DeliveryIdentity,
): Noted => ({
  object_kind: 'note',
  event_type: 'note',
  user: userPayload(user),
  project_id: repository.id,
  project: project(repository, links),
  repository: repositoryPayload(repository, links),
  produce_random_id: delivery.uuid,
  manual_build: false,
  extend_attributes: null,
  uuid: delivery.uuid,
});

export const noteAttributes = (note: Note, repository: Repository): NoteAttributes => ({
  id: note.id,
  note: note.body,
  description: note.body,
  author_id: note.authorId,
  discussion_id: note.discussionId,
  type: note.line === null ? null : 'DiffNote',
  project_id: repository.id,
  attachment: null,
  line_code: note.line?.code ?? null,
  st_diff: note.line && diffPayload(note.line.diff),
  position: {},
  change_position: {},
  original_position: {},
  system: false,
  resolved_at: null,
  resolved_by_id: null,
  resolved_by_push: null,
  created_at: secondsWithOffset(note.createdAt),
  updated_at: secondsWithOffset(note.updatedAt),
  updated_by_id: null,
});

export const noteUrl = (page: string, { discussionId }: Note): string => `${page}#note_${discussionId}`;
