import type { Repository } from '#domain';
import type { BareRepositories } from '#git';
import type { RepositoryRow } from './repository.entity.js';

/** Makes a repository from its row and git's default branch. */
export function repositoryOf(row: RepositoryRow, bare: BareRepositories): Repository {
  const { id, path, name, description, visibility } = row;
  const at = { owner: row.namespace.path, path };
  return { id, ...at, name, description, visibility, defaultBranch: bare.defaultBranch(at) };
}
