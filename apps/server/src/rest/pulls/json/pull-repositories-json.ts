import type { User } from '#domain';
import type { RepositoryDetails } from '#forge';
import type { Links } from '#payloads';
import { accountJson, memberJson } from '../../shared/json/account-json.js';
import { namespaceJson } from '../../shared/json/namespace-json.js';
import { millisecondsWithOffset } from '../../shared/json/times.js';

/** What the API shows of both repositories of a request. */
export interface PullRepositories {
  readonly source: RepositoryDetails;
  readonly target: RepositoryDetails;
}

/** `head` and `base`. */
export const sideJson = (
  side: {
    readonly branch: string;
    readonly sha: string;
    readonly details: RepositoryDetails;
    readonly author: User;
  },
  links: Links,
) => ({
  label: side.branch,
  ref: side.branch,
  sha: side.sha,
  user: accountJson(side.details.owner, links),
  repo: sideRepositoryJson(side.details, links),
});

const sideRepositoryJson = (details: RepositoryDetails, links: Links) => {
  const { repository, owner } = details;
  return {
    id: repository.id,
    full_path: `${repository.owner}/${repository.path}`,
    full_name: `${repository.owner}/${repository.path}`,
    human_name: `${repository.owner} / ${repository.name}`,
    name: repository.name,
    path: repository.path,
    description: repository.description,
    namespace: namespaceJson(details),
    owner: accountJson(owner, links),
    assigner: accountJson(owner, links),
    private: repository.visibility === 'private',
    public: repository.visibility === 'public',
    internal: repository.visibility === 'internal',
    html_url: links.web(repository),
  };
};

/** `source_project` and `target_project`. */
export const projectJson = (details: RepositoryDetails, links: Links) => {
  const { repository, owner } = details;
  return {
    id: repository.id,
    description: repository.description,
    name: repository.name,
    name_with_namespace: `${repository.owner} / ${repository.name}`,
    path: repository.path,
    path_with_namespace: `${repository.owner}/${repository.path}`,
    develop_mode: 'normal',
    created_at: millisecondsWithOffset(details.createdAt),
    updated_at: millisecondsWithOffset(details.updatedAt),
    archived: false,
    is_kia: false,
    ssh_url_to_repo: links.scp(repository),
    http_url_to_repo: links.http(repository),
    web_url: links.web(repository),
    readme_url: `${links.web(repository)}/blob/${repository.defaultBranch}/README.md`,
    product_id: null,
    product_name: null,
    member_mgnt_mode: 3,
    default_branch: repository.defaultBranch,
    tag_list: [],
    license_url: null,
    license: { key: null, name: null, nickname: null, source_url: null },
    avatar_url: null,
    star_count: 0,
    forks_count: details.forksCount,
    open_issues_count: 0,
    open_merge_requests_count: 0,
    open_change_requests_count: null,
    watch_count: 0,
    last_activity_at: millisecondsWithOffset(details.updatedAt),
    namespace: namespaceJson(details),
    empty_repo: false,
    starred: false,
    visibility: repository.visibility,
    security: 'internal',
    has_updated_kia: false,
    network_type: 'green',
    owner: memberJson(owner, links),
    creator: memberJson(owner, links),
  };
};
