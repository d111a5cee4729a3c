import type { Repository } from '#domain';
import type { BareRepositories } from '#git';
import type { RepositoryRow } from './repository.entity.js';

/** The repository of a row, with the default branch that git has. */
export function repositoryOf(row: RepositoryRow, bare: BareRepositories): Repository {
  const { id, path, name, description, visibility } = row;
  const at = { owner: row.namespace.path, path };
  return { id, ...at, name, description, visibility, defaultBranch: bare.defaultBranch(at) };
}
