import type { Repository, Visibility } from '#domain';
import type { VisibilityLevel } from '../../formats.js';
import type { Links } from '../../links.js';

/** `repository` of every event. */
export interface RepositoryPayload {
  readonly name: string;
  readonly url: string;
  readonly description: string;
  readonly homepage: string;
  readonly git_http_url: string;
  readonly git_ssh_url: string;
  readonly visibility_level: VisibilityLevel;
}

export const VISIBILITY_LEVEL: Readonly<Record<Visibility, VisibilityLevel>> = {
  private: 0,
  internal: 10,
  public: 20,
};

export const repositoryPayload = (repository: Repository, links: Links): RepositoryPayload => ({
  name: repository.name,
  url: links.scp(repository),
  description: repository.description,
  homepage: links.web(repository),
  git_http_url: links.http(repository),
  git_ssh_url: links.scp(repository),
  visibility_level: VISIBILITY_LEVEL[repository.visibility],
});
