import { ZERO_SHA, type BranchMoved } from '#domain';
import type { DeliveryIdentity } from '../delivery-identity.js';
import type { Links } from '../links.js';
import { repositoryPayload } from './repository.js';
import { pushedCommit } from './commit.js';
import { project } from './project.js';

const BRANCHES = 'refs/heads/';

/** The documented push and what production adds to it. */
export const pushPayload = (event: BranchMoved, links: Links, delivery: DeliveryIdentity) => ({
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
