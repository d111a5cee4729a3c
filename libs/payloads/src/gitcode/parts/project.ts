import { fullName, type Repository } from '#domain';
import type { Integer, VisibilityLevel } from '../../formats.js';
import type { Links } from '../../links.js';
import { VISIBILITY_LEVEL } from './repository.js';

/** `project` of every event, and `source` and `target` of a merge request. */
export interface ProjectPayload {
  readonly id: Integer;
  readonly name: string;
  readonly description: string;
  readonly web_url: string;
  readonly avatar_url: string;
  readonly git_ssh_url: string;
  readonly git_http_url: string;
  readonly namespace: string;
  readonly visibility_level: VisibilityLevel;
  readonly path_with_namespace: string;
  readonly default_branch: string;
  readonly ci_config_path: null;
  readonly homepage: string;
  readonly url: string;
  readonly ssh_url: string;
  readonly http_url: string;
}

export const project = (repository: Repository, links: Links): ProjectPayload => ({
  id: repository.id,
  name: repository.name,
  description: repository.description,
  web_url: links.web(repository),
  avatar_url: '',
  git_ssh_url: links.scp(repository),
  git_http_url: links.http(repository),
  namespace: repository.owner,
  visibility_level: VISIBILITY_LEVEL[repository.visibility],
  path_with_namespace: fullName(repository),
  default_branch: repository.defaultBranch,
  ci_config_path: null,
  homepage: links.web(repository),
  url: links.scp(repository),
  ssh_url: links.scp(repository),
  http_url: links.http(repository),
});
