import { ZERO_SHA, type BranchMoved } from '#domain';
import type { DeliveryIdentity } from '../delivery-identity.js';
import type { DeliveryId, Integer, Sha } from '../formats.js';
import type { Links } from '../links.js';
import { pushedCommit, type PushedCommitPayload } from './parts/commit.js';
import { project, type ProjectPayload } from './parts/project.js';
import { repositoryPayload, type RepositoryPayload } from './parts/repository.js';

const BRANCHES = 'refs/heads/';

export interface PushPayload {
  readonly object_kind: 'push';
  readonly event_name: 'push';
  readonly before: Sha;
  readonly after: Sha;
  readonly ref: string;
  readonly base_ref: null;
  readonly checkout_sha: Sha | null;
  readonly message: '';
  readonly user_id: Integer;
  readonly user_name: string;
  readonly user_username: string;
  readonly user_email: '';
  readonly user_avatar: string;
  readonly project_id: Integer;
  readonly project: ProjectPayload;
  readonly commits: readonly PushedCommitPayload[];
  readonly total_commits_count: Integer;
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

/** The documented push and what production adds to it. */
export const pushPayload = (event: BranchMoved, links: Links, delivery: DeliveryIdentity): PushPayload => ({
  object_kind: 'push',
  event_name: 'push',
  before: event.before,
  after: event.after,
  ref: event.ref,
  base_ref: null,
  checkout_sha: event.after === ZERO_SHA ? null : event.after,
  message: '',
  user_id: event.pusher.id,
  user_name: event.pusher.name,
  user_username: event.pusher.login,
  user_email: '',
  user_avatar: event.pusher.avatarUrl,
  project_id: event.repository.id,
  project: project(event.repository, links),
  commits: event.commits.map((commit) =>
    pushedCommit(commit, event.changedPaths?.get(commit.sha), event.repository, links),
  ),
  total_commits_count: event.totalCommits,
  push_options: event.pushOptions,
  repository: repositoryPayload(event.repository, links),
  git_branch: event.ref.slice(BRANCHES.length),
  git_commit_no: event.after,
  manual_build: false,
  extend_attributes: null,
  uuid: delivery.uuid,
  hook_id: delivery.hookId,
  hook_type: 'project',
});
