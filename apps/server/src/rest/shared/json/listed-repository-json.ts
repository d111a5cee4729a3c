import { fullName } from '#domain';
import type { RepositoryDetails } from '#forge';
import type { Links } from '#payloads';
import { millisecondsWithOffset } from './times.js';
import { userReference } from './user-json.js';

/** What somebody may do in a repository. */
export interface Permissions {
  readonly pull: boolean;
  readonly push: boolean;
  readonly admin: boolean;
}

/** An entry of each list of repositories: those of a user, of an organisation, and what a search finds. */
export const listedRepositoryJson = (
  details: RepositoryDetails,
  { links, permission }: { readonly links: Links; readonly permission: Permissions },
) => {
  const { repository, namespace, owner, parent } = details;
  const web = links.web(repository);
  return {
    id: repository.id,
    full_name: fullName(repository),
    human_name: `${repository.owner} / ${repository.name}`,
    url: links.api(`/repos/${fullName(repository)}`),
    namespace: {
      id: namespace.id,
      type: namespace.kind,
      name: namespace.path,
      path: namespace.path,
      html_url: links.user(namespace.path),
    },
    path: repository.path,
    name: repository.name,
    parent: parent && { full_name: fullName(parent), human_name: `${parent.owner} / ${parent.name}` },
    description: repository.description,
    status: '开始',
    ssh_url_to_repo: links.scp(repository),
    http_url_to_repo: links.http(repository),
    html_url: web,
    web_url: web,
    created_at: millisecondsWithOffset(details.createdAt),
    updated_at: millisecondsWithOffset(details.updatedAt),
    pushed_at: millisecondsWithOffset(details.updatedAt),
    homepage: '',
    members: [owner.login],
    assignee: [],
    forks_count: details.forksCount,
    stargazers_count: 0,
    project_labels: [],
    license: null,
    relation: permission.admin ? 'master' : 'developer',
    permission,
    internal: repository.visibility === 'internal',
    open_issues_count: 0,
    has_issue: true,
    has_issues: true,
    watched: false,
    watchers_count: 0,
    assignees_number: 0,
    enterprise: {
      id: namespace.id,
      path: namespace.path,
      html_url: links.user(namespace.path),
      type: namespace.kind,
    },
    default_branch: repository.defaultBranch,
    fork: parent !== null,
    owner: userReference(owner),
    assigner: userReference(owner),
    project_creator: owner.login,
    issue_template_source: '',
    private: repository.visibility === 'private',
    public: repository.visibility === 'public',
  };
};
