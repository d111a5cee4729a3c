import { fullName, type Repository } from '#domain';
import type { Links } from '../links.js';
import { VISIBILITY_LEVEL } from './repository.js';

/** `project` of every event, and `source` and `target` of a merge request. */
export const project = (repository: Repository, links: Links) => ({
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
