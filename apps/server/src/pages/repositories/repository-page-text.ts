import { fullName, type Repository } from '#domain';
import type { NamespaceRow, RepositoryDetails } from '#forge';
import type { CommitDetails } from '#git';
import type { Links } from '#payloads';
import { commitLine } from '../code/code-page-text.js';
import { lines } from '../lines.js';

export const ownerPage = (
  { path, name, description }: NamespaceRow,
  repositories: readonly Repository[],
  links: Links,
): string =>
  lines(
    path,
    name !== '' && name,
    description !== '' && description,
    '',
    ...repositories.map((repository) => `${fullName(repository)}  ${links.web(repository)}`),
  );

export const repositoryPage = (
  { repository, parent }: RepositoryDetails,
  commits: readonly CommitDetails[],
  links: Links,
): string =>
  lines(
    `${fullName(repository)} (${repository.visibility})`,
    repository.description !== '' && repository.description,
    parent && `A fork of ${fullName(parent)}`,
    '',
    `git clone ${links.http(repository)}`,
    '',
    commits.length === 0
      ? `No commits on ${repository.defaultBranch} yet`
      : `Newest commits on ${repository.defaultBranch}:`,
    ...commits.map(commitLine),
  );
