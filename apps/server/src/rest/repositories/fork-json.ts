import { z } from 'zod';
import { fullName } from '#domain';
import type { RepositoryDetails } from '#forge';
import type { Links } from '#payloads';
import { millisecondsWithOffset } from '../shared/json/times.js';
import { hexId } from '../shared/json/user-json.js';
import { NamespaceReference, namespaceReference } from '../shared/json/namespace-json.js';
import { AddressesJson, addressesJson } from '../shared/json/repository-addresses.js';
import { humanName } from '../shared/json/repository-name.js';
import { statusOf } from '../shared/json/repository-status.js';
import { isPublic } from './repository-json.js';

/** The answer of `POST …/forks`. */
export const ForkedRepositoryJson = () =>
  z.strictObject({
    id: z.int(),
    full_name: z.string(),
    human_name: z.string(),
    url: z.string(),
    namespace: z.strictObject({
      id: z.int(),
      name: z.string(),
      path: z.string(),
      develop_mode: z.string(),
      cell: z.string(),
      kind: z.enum(['user', 'group']),
      full_path: z.string(),
      full_name: z.string(),
      visibility_level: z.int(),
      enable_file_control: z.boolean(),
    }),
    path: z.string(),
    name: z.string(),
    description: z.string(),
    private: z.boolean(),
    public: z.boolean(),
    fork: z.boolean(),
    ...AddressesJson().shape,
  });
export type ForkedRepositoryJson = z.output<ReturnType<typeof ForkedRepositoryJson>>;

export const forkedRepositoryJson = (details: RepositoryDetails, links: Links): ForkedRepositoryJson => {
  const { repository, namespace } = details;
  return {
    id: repository.id,
    full_name: fullName(repository),
    human_name: humanName(repository),
    url: links.api(`/repos/${fullName(repository)}`),
    namespace: {
      id: namespace.id,
      name: namespace.path,
      path: namespace.path,
      develop_mode: 'normal',
      cell: 'default',
      kind: namespace.kind,
      full_path: namespace.path,
      full_name: namespace.path,
      visibility_level: 20,
      enable_file_control: false,
    },
    path: repository.path,
    name: repository.name,
    description: repository.description,
    private: repository.visibility === 'private',
    public: isPublic(details),
    fork: true,
    ...addressesJson(details, links),
  };
};

/** An entry of `GET …/forks`. */
export const ListedForkJson = () =>
  z.strictObject({
    ...RelativeJson().shape,
    description: z.string(),
    status: z.string(),
    created_at: z.string(),
    updated_at: z.string(),
    owner: z.strictObject({
      id: z.string(),
      login: z.string(),
      name: z.string(),
    }),
    pushed_at: z.string(),
    parent: RelativeJson(),
    private: z.boolean(),
    public: z.boolean(),
  });
export type ListedForkJson = z.output<ReturnType<typeof ListedForkJson>>;

export const listedForkJson = (
  details: RepositoryDetails,
  parent: RepositoryDetails,
  links: Links,
): ListedForkJson => ({
  ...relativeJson(details, links),
  description: details.repository.description,
  status: statusOf(details.settings),
  created_at: millisecondsWithOffset(details.createdAt),
  updated_at: millisecondsWithOffset(details.updatedAt),
  owner: { id: hexId(details.owner.id), login: details.owner.login, name: details.owner.name },
  pushed_at: millisecondsWithOffset(details.pushedAt),
  parent: relativeJson(parent, links),
  private: details.repository.visibility === 'private',
  public: isPublic(details),
});

const RelativeJson = () =>
  z.strictObject({
    id: z.int(),
    full_name: z.string(),
    human_name: z.string(),
    url: z.string(),
    namespace: NamespaceReference(),
  });
type RelativeJson = z.output<ReturnType<typeof RelativeJson>>;

const relativeJson = (details: RepositoryDetails, links: Links): RelativeJson => ({
  id: details.repository.id,
  full_name: fullName(details.repository),
  human_name: humanName(details.repository),
  url: links.api(`/repos/${fullName(details.repository)}`),
  namespace: namespaceReference(details, links),
});
