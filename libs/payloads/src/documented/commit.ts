import type { Commit, Repository } from '#domain';
import type { OffsetTime, Sha } from '../formats.js';
import type { Links } from '../links.js';

export interface CommitPayload {
  readonly id: Sha;
  readonly message: string;
  readonly timestamp: OffsetTime;
  readonly url: string;
  readonly author: { readonly name: string; readonly email: string };
}

export const commitPayload = (commit: Commit, repository: Repository, links: Links): CommitPayload => ({
  id: commit.sha,
  message: commit.message,
  timestamp: commit.timestamp,
  url: links.commit(repository, commit.sha),
  author: { name: commit.author.name, email: commit.author.email },
});
