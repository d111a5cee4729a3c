import { ZERO_SHA, type TagMoved } from '#domain';
import type { DeliveryIdentity } from '../delivery-identity.js';
import type { DeliveryId, Integer, Sha } from '../formats.js';
import type { Links } from '../links.js';
import { pushedCommit, type PushedCommitPayload } from './parts/commit.js';
import { project, type ProjectPayload } from './parts/project.js';
import { repositoryPayload, type RepositoryPayload } from './parts/repository.js';

const TAGS = 'refs/tags/';

export interface TagPushPayload {
  readonly object_kind: 'tag_push';
  readonly event_name: 'tag_push';
  readonly before: Sha;
  readonly after: Sha;
  readonly ref: string;
  readonly base_ref: string | null;
  readonly checkout_sha: Sha | null;
  readonly message: string;
  readonly user_id: Integer;
  readonly user_name: string;
  readonly user_username: string;
  readonly user_email: '';
  readonly user_avatar: string;
  readonly project_id: Integer;
  readonly project: ProjectPayload;
  readonly commits: readonly PushedCommitPayload[];
  readonly total_commits_count: 0 | 1;
  readonly push_options: readonly string[];
  readonly repository: RepositoryPayload;
  readonly git_branch: string;
  readonly git_commit_no: Sha;
  readonly manual_build: false;
  readonly extend_attributes: null;
  readonly uuid: DeliveryId;
  readonly hook_id: Integer;
  readonly hook_type: 'project';
}

/** Like a push; a created or moved tag has the commit that it points at. */
export const tagPushPayload = (
  event: TagMoved,
  links: Links,
  delivery: DeliveryIdentity,
): TagPushPayload => ({
  object_kind: 'tag_push',
  event_name: 'tag_push',
  before: event.before,
  after: event.after,
  ref: event.ref,
  base_ref: event.tagged?.branchRef ?? null,
  checkout_sha: event.after === ZERO_SHA ? null : (event.tagged?.commit.sha ?? event.after),
  message: event.tagged?.annotation ?? '',
  user_id: event.pusher.id,
  user_name: event.pusher.name,
  user_username: event.pusher.login,
  user_email: '',
  user_avatar: event.pusher.avatarUrl,
  project_id: event.repository.id,
  project: project(event.repository, links),
  commits: event.tagged
    ? [pushedCommit(event.tagged.commit, event.tagged.changedPaths, event.repository, links)]
    : [],
  total_commits_count: event.tagged === null ? 0 : 1,
  push_options: event.pushOptions,
  repository: repositoryPayload(event.repository, links),
  git_branch: event.ref.slice(TAGS.length),
  git_commit_no: event.tagged?.commit.sha ?? event.after,
  manual_build: false,
  extend_attributes: null,
  uuid: delivery.uuid,
  hook_id: delivery.hookId,
  hook_type: 'project',
});
