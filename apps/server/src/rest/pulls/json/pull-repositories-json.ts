import { z } from 'zod';
import type { User } from '#domain';
import type { RepositoryDetails } from '#forge';
import type { Links } from '#payloads';
import { AccountJson, accountJson, MemberJson, memberJson } from '../../shared/json/account-json.js';
import { blobUrl } from '../../shared/json/file-links.js';
import { keysFirst } from '../../shared/json/keys-first.js';
import { NamespaceJson, namespaceJson } from '../../shared/json/namespace-json.js';
import { millisecondsWithOffset } from '../../shared/json/times.js';
import { EmptyListJson } from '../../shared/json/nothing-json.js';

/** The source and target repositories of a request. */
export interface PullRepositories {
  readonly source: RepositoryDetails;
  readonly target: RepositoryDetails;
}

/** `head` and `base`. */
export const SideJson = () =>
  z.strictObject({
    label: z.string(),
    ref: z.string(),
    sha: z.string(),
    user: AccountJson(),
    repo: SideRepositoryJson(),
  });
export type SideJson = z.output<ReturnType<typeof SideJson>>;

export const sideJson = (
  side: {
    readonly branch: string;
    readonly sha: string;
    readonly details: RepositoryDetails;
    readonly author: User;
  },
  links: Links,
): SideJson => ({
  label: side.branch,
  ref: side.branch,
  sha: side.sha,
  user: accountJson(side.details.owner, links),
  repo: sideRepositoryJson(side.details, links),
});

const SINGLE_SIDE = ['label', 'ref', 'sha', 'repo'] as const;
const SINGLE_REPOSITORY = ['path', 'name'] as const;

/** The same in a single request. */
export const SingleSideJson = () =>
  z.strictObject(
    keysFirst(SINGLE_SIDE, {
      ...SideJson().shape,
      repo: z.strictObject(keysFirst(SINGLE_REPOSITORY, SideRepositoryJson().shape)),
    }),
  );

export const singleSideJson = (...side: Parameters<typeof sideJson>): SideJson => {
  const json = sideJson(...side);
  return keysFirst(SINGLE_SIDE, { ...json, repo: keysFirst(SINGLE_REPOSITORY, json.repo) });
};

const SideRepositoryJson = () =>
  z.strictObject({
    id: z.int(),
    full_path: z.string(),
    full_name: z.string(),
    human_name: z.string(),
    name: z.string(),
    path: z.string(),
    description: z.string(),
    namespace: NamespaceJson(),
    owner: AccountJson(),
    assigner: AccountJson(),
    private: z.boolean(),
    public: z.boolean(),
    internal: z.boolean(),
    html_url: z.string(),
  });
type SideRepositoryJson = z.output<ReturnType<typeof SideRepositoryJson>>;

const sideRepositoryJson = (details: RepositoryDetails, links: Links): SideRepositoryJson => {
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
export const ProjectJson = () =>
  z.strictObject({
    id: z.int(),
    description: z.string(),
    name: z.string(),
    name_with_namespace: z.string(),
    path: z.string(),
    path_with_namespace: z.string(),
    develop_mode: z.string(),
    created_at: z.string(),
    updated_at: z.string(),
    archived: z.boolean(),
    is_kia: z.boolean(),
    ssh_url_to_repo: z.string(),
    http_url_to_repo: z.string(),
    web_url: z.string(),
    readme_url: z.string(),
    product_id: z.null(),
    product_name: z.null(),
    member_mgnt_mode: z.int(),
    default_branch: z.string(),
    tag_list: EmptyListJson(),
    license_url: z.null(),
    license: z.strictObject({
      key: z.null(),
      name: z.null(),
      nickname: z.null(),
      source_url: z.null(),
    }),
    avatar_url: z.null(),
    star_count: z.int(),
    forks_count: z.int(),
    open_issues_count: z.int(),
    open_merge_requests_count: z.int(),
    open_change_requests_count: z.null(),
    watch_count: z.int(),
    last_activity_at: z.string(),
    namespace: NamespaceJson(),
    empty_repo: z.boolean(),
    starred: z.boolean(),
    visibility: z.enum(['private', 'internal', 'public']),
    security: z.string(),
    has_updated_kia: z.boolean(),
    network_type: z.string(),
    owner: MemberJson(),
    creator: MemberJson(),
  });
export type ProjectJson = z.output<ReturnType<typeof ProjectJson>>;

export const projectJson = (details: RepositoryDetails, links: Links): ProjectJson => {
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
    readme_url: blobUrl(links, repository, { revision: repository.defaultBranch, path: 'README.md' }),
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
    open_issues_count: details.openIssuesCount,
    open_merge_requests_count: details.openMergeRequestsCount,
    open_change_requests_count: null,
    watch_count: 0,
    last_activity_at: millisecondsWithOffset(
      details.pushedAt > details.updatedAt ? details.pushedAt : details.updatedAt,
    ),
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
