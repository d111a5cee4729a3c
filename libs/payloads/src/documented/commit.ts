import type { Commit, Repository } from '#domain';
import type { Links } from '../links.js';

export interface CommitPayload {
  readonly id: string;
  readonly message: string;
  readonly timestamp: string;
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
