import { ZERO_SHA, type TagMoved } from '#domain';
import type { DeliveryIdentity } from '../delivery-identity.js';
import type { Links } from '../links.js';
import { repositoryPayload } from './repository.js';
import { pushedCommit } from './commit.js';
import { project } from './project.js';

const TAGS = 'refs/tags/';

/** As a push; a tag that was made or moved brings the commit that it comes to. */
export const tagPushPayload = (event: TagMoved, links: Links, delivery: DeliveryIdentity) => ({
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
