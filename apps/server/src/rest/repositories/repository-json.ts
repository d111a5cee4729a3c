import { z } from 'zod';
import { fullName } from '#domain';
import type { RepositoryDetails } from '#forge';
import type { Links } from '#payloads';
import { blobUrl } from '../shared/json/file-links.js';
import { EnterpriseReference, enterpriseReference } from '../shared/json/namespace-json.js';
import { AddressesJson, addressesJson } from '../shared/json/repository-addresses.js';
import { humanName } from '../shared/json/repository-name.js';
import { statusOf } from '../shared/json/repository-status.js';
import { millisecondsWithOffset } from '../shared/json/times.js';
import { hexId, UserReference, userReference } from '../shared/json/user-json.js';
import { EmptyListJson } from '../shared/json/nothing-json.js';

export const isPublic = ({ repository }: RepositoryDetails): boolean => repository.visibility === 'public';

/** The answer of `GET /repos/{owner}/{repo}`. */
export const RepositoryJson = () =>
  z.strictObject({
    id: z.int(),
    full_name: z.string(),
    human_name: z.string(),
    url: z.string(),
    namespace: z.strictObject({
      id: z.int(),
      name: z.string(),
      path: z.string(),
      html_url: z.string(),
    }),
    path: z.string(),
    name: z.string(),
    description: z.string(),
    status: z.string(),
    ssh_url_to_repo: z.string(),
    http_url_to_repo: z.string(),
    web_url: z.string(),
    readme_url: z.string(),
    created_at: z.string(),
    updated_at: z.string(),
    creator: z.strictObject({
      id: z.string(),
      arts_id: z.string(),
      username: z.string(),
      nickname: z.string(),
      email: z.string(),
      photo: z.string(),
    }),
    members: z.array(z.string()),
    forks_count: z.int(),
    stargazers_count: z.int(),
    project_labels: EmptyListJson(),
    license: z.string(),
    internal: z.boolean(),
    open_issues_count: z.int(),
    watchers_count: z.int(),
    assignees_number: z.int(),
    enterprise: EnterpriseReference(),
    default_branch: z.string(),
    fork: z.boolean(),
    owner: UserReference(),
    assigner: UserReference(),
    issue_template_source: z.string(),
    private: z.boolean(),
    public: z.boolean(),
    html_url: z.string(),
  });
export type RepositoryJson = z.output<ReturnType<typeof RepositoryJson>>;

export const repositoryJson = (details: RepositoryDetails, links: Links): RepositoryJson => {
  const { repository, namespace, owner } = details;
  const { defaultBranch } = repository;
  const web = links.web(repository);
  return {
    id: repository.id,
    full_name: fullName(repository),
    human_name: humanName(repository),
    url: links.api(`/repos/${fullName(repository)}`),
    namespace: {
      id: namespace.id,
      name: namespace.path,
      path: namespace.path,
      html_url: links.user(namespace.path),
    },
    path: repository.path,
    name: repository.name,
    description: repository.description,
    status: statusOf(details.settings),
    ssh_url_to_repo: links.scp(repository),
    http_url_to_repo: links.http(repository),
    web_url: web,
    readme_url: blobUrl(links, repository, { revision: defaultBranch, path: 'README.md' }),
    created_at: millisecondsWithOffset(details.createdAt),
    updated_at: millisecondsWithOffset(details.updatedAt),
    creator: {
      id: hexId(owner.id),
      arts_id: '',
      username: owner.login,
      nickname: owner.name,
      email: owner.email,
      photo: owner.avatarUrl,
    },
    members: [...details.members],
    forks_count: details.forksCount,
    stargazers_count: 0,
    project_labels: [],
    license: '',
    internal: repository.visibility === 'internal',
    open_issues_count: details.openIssuesCount,
    watchers_count: 0,
    assignees_number: details.settings.reviewer.assignees_number,
    enterprise: enterpriseReference(details, links),
    default_branch: defaultBranch,
    fork: details.parent !== null,
    owner: userReference(owner),
    assigner: userReference(owner),
    issue_template_source: '',
    private: repository.visibility === 'private',
    public: isPublic(details),
    html_url: web,
  };
};

/** The answer of `POST /user/repos`. */
export const CreatedRepositoryJson = () =>
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
      kind: z.enum(['user', 'group']),
      full_path: z.string(),
      full_name: z.string(),
      visibility_level: z.int(),
      enable_file_control: z.boolean(),
      owner_id: z.int(),
    }),
    path: z.string(),
    name: z.string(),
    description: z.string(),
    private: z.boolean(),
    public: z.boolean(),
    visibility: z.enum(['private', 'internal', 'public']),
    ...AddressesJson().shape,
  });
export type CreatedRepositoryJson = z.output<ReturnType<typeof CreatedRepositoryJson>>;

export const createdRepositoryJson = (details: RepositoryDetails, links: Links): CreatedRepositoryJson => {
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
      kind: namespace.kind,
      full_path: namespace.path,
      full_name: namespace.path,
      visibility_level: 20,
      enable_file_control: false,
      owner_id: namespace.ownerId,
    },
    path: repository.path,
    name: repository.name,
    description: repository.description,
    private: repository.visibility === 'private',
    public: isPublic(details),
    visibility: repository.visibility,
    ...addressesJson(details, links),
  };
};
