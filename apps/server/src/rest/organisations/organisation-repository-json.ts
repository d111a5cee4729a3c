import { z } from 'zod';
import type { RepositoryDetails } from '#forge';
import type { Links } from '#payloads';
import { CreatedRepositoryJson, createdRepositoryJson } from '../repositories/repository-json.js';
import { keysFirst } from '../shared/json/keys-first.js';
import { ListedRepositoryJson } from '../shared/json/listed-repository-json.js';
import { NamespaceJson, namespaceJson } from '../shared/json/namespace-json.js';
import { secondsWithOffset } from '../shared/json/times.js';

/** The answer of `POST /orgs/{org}/repos`. */
export const OrganisationRepositoryJson = () =>
  CreatedRepositoryJson().extend({
    namespace: NamespaceJson(),
    empty_repo: z.null(),
    starred: z.null(),
    owner: z.null(),
    creator: z.null(),
    forked_from_project: z.null(),
    item_type: z.null(),
    main_repository_language: z.null(),
    homepage: z.string(),
  });
export type OrganisationRepositoryJson = z.output<ReturnType<typeof OrganisationRepositoryJson>>;

export const organisationRepositoryJson = (
  details: RepositoryDetails,
  links: Links,
): OrganisationRepositoryJson => ({
  ...createdRepositoryJson(details, links),
  namespace: namespaceJson(details),
  empty_repo: null,
  starred: null,
  owner: null,
  creator: null,
  forked_from_project: null,
  item_type: null,
  main_repository_language: null,
  homepage: details.settings.about.homepage,
});

const LISTED_IN_ORGANISATION = [
  'id',
  'full_name',
  'namespace',
  'path',
  'name',
  'description',
  'private',
  'public',
  'internal',
  'fork',
  'html_url',
  'forks_count',
  'stargazers_count',
  'watchers_count',
  'default_branch',
  'open_issues_count',
  'license',
  'project_creator',
  'pushed_at',
  'created_at',
  'updated_at',
  'status',
] as const;

/** An entry of `GET /orgs/{org}/repos`, which has no milliseconds in its times. */
export const ListedInOrganisationJson = () =>
  z.strictObject(keysFirst(LISTED_IN_ORGANISATION, ListedRepositoryJson().shape));

export const listedInOrganisationJson = (repository: ListedRepositoryJson): ListedRepositoryJson =>
  keysFirst(LISTED_IN_ORGANISATION, {
    ...repository,
    created_at: secondsWithOffset(repository.created_at),
    updated_at: secondsWithOffset(repository.updated_at),
    pushed_at: secondsWithOffset(repository.pushed_at),
  });
