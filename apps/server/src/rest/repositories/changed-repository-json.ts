import { z } from 'zod';
import { fullName } from '#domain';
import type { RepositoryDetails } from '#forge';
import type { Links } from '#payloads';
import { NamespaceJson, namespaceJson } from '../shared/json/namespace-json.js';
import { AddressesJson, addressesJson } from '../shared/json/repository-addresses.js';
import { humanName } from '../shared/json/repository-name.js';

/** The answer of `PATCH /repos/{owner}/{repo}`. */
export const ChangedRepositoryJson = () =>
  z.strictObject({
    id: z.number(),
    full_name: z.string(),
    human_name: z.string(),
    url: z.string(),
    path: z.string(),
    name: z.string(),
    description: z.string(),
    private: z.boolean(),
    public: z.boolean(),
    namespace: NamespaceJson().extend({ owner_id: z.null() }),
    empty_repo: z.null(),
    starred: z.null(),
    visibility: z.string(),
    owner: z.null(),
    creator: z.null(),
    forked_from_project: z.null(),
    item_type: z.null(),
    main_repository_language: z.null(),
    homepage: z.string(),
    ...AddressesJson().shape,
  });
export type ChangedRepositoryJson = z.output<ReturnType<typeof ChangedRepositoryJson>>;

export const changedRepositoryJson = (
  details: RepositoryDetails,
  homepage: string,
  links: Links,
): ChangedRepositoryJson => {
  const { repository } = details;
  return {
    id: repository.id,
    full_name: fullName(repository),
    human_name: humanName(repository),
    url: links.api(`/repos/${fullName(repository)}`),
    path: repository.path,
    name: repository.name,
    description: repository.description,
    private: repository.visibility === 'private',
    public: repository.visibility === 'public',
    namespace: { ...namespaceJson(details), owner_id: null },
    empty_repo: null,
    starred: null,
    visibility: repository.visibility,
    owner: null,
    creator: null,
    forked_from_project: null,
    item_type: null,
    main_repository_language: null,
    homepage,
    ...addressesJson(details, links),
  };
};
