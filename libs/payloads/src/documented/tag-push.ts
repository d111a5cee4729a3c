import type { TagMoved } from '#domain';
import type { Integer, Sha } from '../formats.js';
import type { Links } from '../links.js';
import { pushedRepository, type PushedRepository } from './repository.js';

export interface TagPushPayload {
  readonly object_kind: 'tag_push';
  readonly ref: string;
  readonly before: Sha;
  readonly after: Sha;
  readonly user_id: Integer;
  readonly user_name: string;
  readonly project_id: Integer;
  readonly repository: PushedRepository;
  readonly commits: readonly [];
  readonly total_commits_count: 0;
}

/** The contract's section 标签推送事件 (tag push event): no commits, whatever the tag points at. */
export const tagPushPayload = (event: TagMoved, links: Links): TagPushPayload => ({
  object_kind: 'tag_push',
  ref: event.ref,
  before: event.before,
  after: event.after,
  user_id: event.pusher.id,
  user_name: event.pusher.name,
  project_id: event.repository.id,
  repository: pushedRepository(event.repository, links, links.ssh(event.repository)),
  commits: [],
  total_commits_count: 0,
});
