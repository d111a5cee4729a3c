import { fullName } from '#domain';
import type { RepositoryDetails } from '#forge';
import type { Links } from '#payloads';
import { millisecondsWithOffset } from '../shared/json/times.js';
import { hexId, userReference } from '../shared/json/user-json.js';

const isPublic = ({ repository }: RepositoryDetails): boolean => repository.visibility === 'public';

/** The answer of `GET /repos/{owner}/{repo}`. */
export const repositoryJson = (details: RepositoryDetails, links: Links) => {
  const { repository, namespace, owner } = details;
  const { defaultBranch } = repository;
  const web = links.web(repository);
  return {
    id: repository.id,
    full_name: fullName(repository),
    human_name: humanName(details),
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
    status: '开始',
    ssh_url_to_repo: links.scp(repository),
    http_url_to_repo: links.http(repository),
    web_url: web,
    readme_url: `${web}/blob/${defaultBranch}/README.md`,
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
    members: [owner.login],
    forks_count: details.forksCount,
    stargazers_count: 0,
    project_labels: [],
    license: '',
    internal: repository.visibility === 'internal',
    open_issues_count: 0,
    watchers_count: 0,
    assignees_number: 0,
    enterprise: {
      id: namespace.id,
      path: namespace.path,
      html_url: links.user(namespace.path),
      type: namespace.kind,
    },
    default_branch: defaultBranch,
    fork: details.parent !== null,
    owner: userReference(owner),
    assigner: userReference(owner),
    issue_template_source: '',
    private: repository.visibility === 'private',
    public: isPublic(details),
  };
};

/** The answer of `POST /user/repos`. */
export const createdRepositoryJson = (details: RepositoryDetails, links: Links) => {
  const { repository, namespace } = details;
  return {
    id: repository.id,
    full_name: fullName(repository),
    human_name: humanName(details),
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
  };
};

/** The answer of `POST …/forks`. */
export const forkedRepositoryJson = (details: RepositoryDetails, links: Links) => {
  const { repository, namespace } = details;
  return {
    id: repository.id,
    full_name: fullName(repository),
    human_name: humanName(details),
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
  };
};

/** An entry of `GET …/forks`. */
export const listedForkJson = (details: RepositoryDetails, parent: RepositoryDetails, links: Links) => ({
  ...relativeJson(details, links),
  description: details.repository.description,
  status: '开始',
  created_at: millisecondsWithOffset(details.createdAt),
  updated_at: millisecondsWithOffset(details.updatedAt),
  owner: { id: hexId(details.owner.id), login: details.owner.login, name: details.owner.name },
  pushed_at: millisecondsWithOffset(details.updatedAt),
  parent: relativeJson(parent, links),
  private: details.repository.visibility === 'private',
  public: isPublic(details),
});

const relativeJson = (details: RepositoryDetails, links: Links) => ({
  id: details.repository.id,
  full_name: fullName(details.repository),
  human_name: humanName(details),
  url: links.api(`/repos/${fullName(details.repository)}`),
  namespace: {
    id: details.namespace.id,
    type: details.namespace.kind,
    name: details.namespace.path,
    path: details.namespace.path,
    html_url: links.user(details.namespace.path),
  },
});

const humanName = ({ repository }: RepositoryDetails): string => `${repository.owner} / ${repository.name}`;
