import type { Repository, Visibility } from '#domain';
import type { Links } from '../links.js';

/** `repository` of pushes and tag pushes; `url` is the one key whose form differs between the two. */
export interface PushedRepository {
  readonly name: string;
  readonly url: string;
  readonly description: string;
  readonly homepage: string;
  readonly git_http_url: string;
  readonly git_ssh_url: string;
  readonly visibility_level: number;
}

const VISIBILITY_LEVEL: Record<Visibility, number> = { private: 0, internal: 10, public: 20 };

export const pushedRepository = (repository: Repository, links: Links, url: string): PushedRepository => ({
  name: repository.name,
  url,
  description: repository.description,
  homepage: links.web(repository),
  git_http_url: links.http(repository),
  git_ssh_url: links.scp(repository),
  visibility_level: VISIBILITY_LEVEL[repository.visibility],
});
