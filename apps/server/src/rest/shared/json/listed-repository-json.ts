import { z } from 'zod';
import { fullName, type Repository } from '#domain';
import type { RepositoryDetails } from '#forge';
import type { Links } from '#payloads';
import {
  EnterpriseReference,
  enterpriseReference,
  NamespaceReference,
  namespaceReference,
} from './namespace-json.js';
import { humanName } from './repository-name.js';
import { statusOf } from './repository-status.js';
import { millisecondsWithOffset } from './times.js';
import { UserReference, userReference } from './user-json.js';
import { EmptyListJson } from './nothing-json.js';

/** A user's rights in a repository. */
export interface Permissions {
  readonly pull: boolean;
  readonly push: boolean;
  readonly admin: boolean;
}

/** An entry of all lists of repositories, in an order that suits each of them but an organisation's. */
export const ListedRepositoryJson = () =>
  z.strictObject({
    id: z.int(),
    full_name: z.string(),
    human_name: z.string(),
    url: z.string(),
    namespace: NamespaceReference(),
    path: z.string(),
    name: z.string(),
    description: z.string(),
    status: z.string(),
    ssh_url_to_repo: z.string(),
    http_url_to_repo: z.string(),
    web_url: z.string(),
    created_at: z.string(),
    updated_at: z.string(),
    homepage: z.string(),
    members: z.array(z.string()),
    parent: z
      .strictObject({
        full_name: z.string(),
        human_name: z.string(),
      })
      .nullable(),
    assignee: EmptyListJson(),
    forks_count: z.int(),
    stargazers_count: z.int(),
    project_labels: EmptyListJson(),
    relation: z.string(),
    permission: z.strictObject({ pull: z.boolean(), push: z.boolean(), admin: z.boolean() }),
    internal: z.boolean(),
    open_issues_count: z.int(),
    has_issue: z.boolean(),
    has_issues: z.boolean(),
    watched: z.boolean(),
    watchers_count: z.int(),
    assignees_number: z.int(),
    enterprise: EnterpriseReference(),
    default_branch: z.string(),
    fork: z.boolean(),
    pushed_at: z.string(),
    owner: UserReference(),
    assigner: UserReference(),
    issue_template_source: z.string(),
    project_creator: z.string(),
    private: z.boolean(),
    public: z.boolean(),
    gitee: z.strictObject({ star: z.int(), fork: z.int(), watch: z.int() }),
    html_url: z.string(),
    license: z.null(),
  });
export type ListedRepositoryJson = z.output<ReturnType<typeof ListedRepositoryJson>>;

interface Shown {
  readonly links: Links;
  readonly permission: Permissions;
  /** Of a fork; null when the viewer may not read it. */
  readonly parent: Repository | null;
}

export const listedRepositoryJson = (
  details: RepositoryDetails,
  { links, permission, parent }: Shown,
): ListedRepositoryJson => {
  const { repository, owner } = details;
  const web = links.web(repository);
  return {
    id: repository.id,
    full_name: fullName(repository),
    human_name: humanName(repository),
    url: links.api(`/repos/${fullName(repository)}`),
    namespace: namespaceReference(details, links),
    path: repository.path,
    name: repository.name,
    description: repository.description,
    status: statusOf(details.settings),
    ssh_url_to_repo: links.scp(repository),
    http_url_to_repo: links.http(repository),
    web_url: web,
    created_at: millisecondsWithOffset(details.createdAt),
    updated_at: millisecondsWithOffset(details.updatedAt),
    homepage: details.settings.about.homepage,
    members: [...details.members],
    parent: parent && { full_name: fullName(parent), human_name: humanName(parent) },
    assignee: [],
    forks_count: details.forksCount,
    stargazers_count: 0,
    project_labels: [],
    relation: permission.admin ? 'master' : 'developer',
    permission,
    internal: repository.visibility === 'internal',
    open_issues_count: details.openIssuesCount,
    has_issue: details.settings.modules.has_issue,
    has_issues: details.settings.modules.has_issue,
    watched: false,
    watchers_count: 0,
    assignees_number: details.settings.reviewer.assignees_number,
    enterprise: enterpriseReference(details, links),
    default_branch: repository.defaultBranch,
    fork: details.parent !== null,
    pushed_at: millisecondsWithOffset(details.pushedAt),
    owner: userReference(owner),
    assigner: userReference(owner),
    issue_template_source: '',
    project_creator: owner.login,
    private: repository.visibility === 'private',
    public: repository.visibility === 'public',
    gitee: { star: 0, fork: details.forksCount, watch: 0 },
    html_url: web,
    license: null,
  };
};
