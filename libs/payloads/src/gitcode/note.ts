import {
  type CommitCommented,
  type MergeRequestCommented,
  type Note,
  type Repository,
  type User,
} from '#domain';
import type { DeliveryIdentity } from '../delivery-identity.js';
import type { Links } from '../links.js';
import { diffPayload } from './diff.js';
import { repositoryPayload } from './repository.js';
import { commitPayload } from './commit.js';
import { mergeRequestAttributes } from './merge-request.js';
import { project } from './project.js';
import { secondsWithOffset } from './times.js';
import { userPayload } from './user.js';

/** A comment on a commit. */
export const commitNotePayload = (event: CommitCommented, links: Links, delivery: DeliveryIdentity) => ({
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

/** A comment on a merge request. */
export const mergeRequestNotePayload = (
  event: MergeRequestCommented,
  links: Links,
  delivery: DeliveryIdentity,
) => ({
  ...notePayload(event, links, delivery),
  object_attributes: {
    ...noteAttributes(event.note, event.repository),
    noteable_type: 'MergeRequest',
    noteable_id: event.mergeRequest.id,
    commit_id: null,
    url: noteUrl(links.mergeRequest(event.repository, event.mergeRequest.iid), event.note),
  },
  merge_request: mergeRequestAttributes(event.mergeRequest, links),
});

const notePayload = (
  { user, repository }: { readonly user: User; readonly repository: Repository },
  links: Links,
  delivery: DeliveryIdentity,
) => ({
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

const noteAttributes = (note: Note, repository: Repository) => ({
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

const noteUrl = (page: string, { discussionId }: Note): string => `${page}#note_${discussionId}`;
