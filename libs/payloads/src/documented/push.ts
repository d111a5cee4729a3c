import type { BranchMoved } from '#domain';
import type { Integer, Sha } from '../formats.js';
import type { Links } from '../links.js';
import { commitPayload, type CommitPayload } from './commit.js';
import { pushedRepository, type PushedRepository } from './repository.js';

export interface PushPayload {
  readonly object_kind: 'push';
  readonly before: Sha;
  readonly after: Sha;
  readonly ref: string;
  readonly user_id: Integer;
  readonly user_name: string;
  readonly user_email: string;
  readonly project_id: Integer;
  readonly repository: PushedRepository;
  readonly commits: readonly CommitPayload[];
  readonly total_commits_count: Integer;
}

/** The contract's section 推送事件 (push event). */
export const pushPayload = (event: BranchMoved, links: Links): PushPayload => ({
  object_kind: 'push',
  before: event.before,
  after: event.after,
  ref: event.ref,
  user_id: event.pusher.id,
  user_name: event.pusher.name,
  user_email: event.pusher.email,
  project_id: event.repository.id,
  repository: pushedRepository(event.repository, links, links.scp(event.repository)),
  commits: event.commits.map((commit) => commitPayload(commit, event.repository, links)),
  total_commits_count: event.totalCommits,
});
