import type { Repository, Visibility } from '#domain';
import type { VisibilityLevel } from '../formats.js';
import type { Links } from '../links.js';

/** `repository` of pushes and tag pushes; `url` is the one key whose form differs between the two. */
export interface PushedRepository {
  readonly name: string;
  readonly url: string;
  readonly description: string;
  readonly homepage: string;
  readonly git_http_url: string;
  readonly git_ssh_url: string;
  readonly visibility_level: VisibilityLevel;
}

/** `repository` of notes. */
export interface NotedRepository {
  readonly name: string;
  readonly url: string;
  readonly description: string;
  readonly homepage: string;
}

/** `source` and `target` of a merge request. */
export interface MergedRepository {
  readonly name: string;
  readonly ssh_url: string;
  readonly http_url: string;
  readonly web_url: string;
  readonly namespace: string;
  readonly visibility_level: VisibilityLevel;
}

const VISIBILITY_LEVEL: Readonly<Record<Visibility, VisibilityLevel>> = {
  private: 0,
  internal: 10,
  public: 20,
};

export const pushedRepository = (repository: Repository, links: Links, url: string): PushedRepository => ({
  name: repository.name,
  url,
  description: repository.description,
  homepage: links.web(repository),
  git_http_url: links.http(repository),
  git_ssh_url: links.scp(repository),
  visibility_level: VISIBILITY_LEVEL[repository.visibility],
});

export const notedRepository = (repository: Repository, links: Links): NotedRepository => ({
  name: repository.name,
  url: links.http(repository),
  description: repository.description,
  homepage: links.web(repository),
});

export const mergedRepository = (repository: Repository, links: Links): MergedRepository => ({
  name: repository.name,
  ssh_url: links.scp(repository),
  http_url: links.http(repository),
  web_url: links.web(repository),
  namespace: repository.owner,
  visibility_level: VISIBILITY_LEVEL[repository.visibility],
});
