import type { Repository, Visibility } from '#domain';
import type { Links } from '../links.js';

/** As GitLab counts. */
export const VISIBILITY_LEVEL: Record<Visibility, number> = { private: 0, internal: 10, public: 20 };

/** `repository` of every event. */
export const repositoryPayload = (repository: Repository, links: Links) => ({
  name: repository.name,
  url: links.scp(repository),
  description: repository.description,
  homepage: links.web(repository),
  git_http_url: links.http(repository),
  git_ssh_url: links.scp(repository),
  visibility_level: VISIBILITY_LEVEL[repository.visibility],
});
