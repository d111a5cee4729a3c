import { fullName, type RepositoryPath } from '#domain';

/** All addresses in payloads and the REST API, derived from the public URL. */
export interface Links {
  /** The public URL without a slash at its end. */
  readonly base: string;
  web(at: RepositoryPath): string;
  http(at: RepositoryPath): string;
  /** `git@host:owner/repo.git` */
  scp(at: RepositoryPath): string;
  /** `ssh://git@host/owner/repo.git` */
  ssh(at: RepositoryPath): string;
  commit(at: RepositoryPath, sha: string): string;
  /** Production's address of it. */
  commitDetail(at: RepositoryPath, sha: string): string;
  mergeRequest(at: RepositoryPath, iid: number): string;
  issue(at: RepositoryPath, iid: number): string;
  user(login: string): string;
  api(path: string): string;
}

/**
 * @param publicUrl the server's address for users, e.g. `http://127.0.0.1:3900`; a trailing slash is ignored.
 *   SSH-like addresses use its host without the port.
 */
export function linksFrom(publicUrl: string): Links {
  const base = publicUrl.replace(/\/+$/, '');
  const host = new URL(base).hostname;
  const web = (at: RepositoryPath) => `${base}/${fullName(at)}`;
  return {
    base,
    web,
    http: (at) => `${web(at)}.git`,
    scp: (at) => `git@${host}:${fullName(at)}.git`,
    ssh: (at) => `ssh://git@${host}/${fullName(at)}.git`,
    commit: (at, sha) => `${web(at)}/commits/${sha}`,
    commitDetail: (at, sha) => `${web(at)}/commits/detail/${sha}`,
    mergeRequest: (at, iid) => `${web(at)}/merge_requests/${iid}`,
    issue: (at, iid) => `${web(at)}/issues/${iid}`,
    user: (login) => `${base}/${login}`,
    api: (path) => `${base}/api/v5${path}`,
  };
}
