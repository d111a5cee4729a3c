import { by, type Api, type Call } from '../http/api.js';
import type { HttpResponse } from '../http/http-response.js';
import { commitBody, type Commit, type CommitOptions, type FileChange } from './commit.js';
import { gitPush, type PushOptions } from './git-push.js';
import type { Hook, HookOptions } from './hook.js';
import { Issue, type IssueOptions, type IssueState } from './issue.js';
import { MergeRequest, type MergeRequestOptions, type MergeRequestState } from './merge-request.js';

/** A repository as the API shows it; the API has more fields. */
export interface RepositoryState {
  readonly id: number;
  readonly full_name: string;
  readonly default_branch: string;
  readonly [key: string]: unknown;
}

/**
 * A repository on the server.
 * @example
 * const repo = await atomgit.repository('demo/demo');
 * await repo.commit({ 'README.md': 'hi' }, { branch: 'feature' });
 */
export class Repository {
  private readonly path: string;

  constructor(
    private readonly api: Api,
    /** `demo/demo` */
    readonly name: string,
    /** For `git clone` and `git push`. */
    readonly cloneUrl: string,
  ) {
    this.path = `/api/v5/repos/${name}`;
  }

  /** What `GET /api/v5/repos/{owner}/{repo}` answers. */
  get(): Promise<RepositoryState> {
    return this.api.json(this.path);
  }

  /**
   * Commits and pushes without a clone, with the same permissions, log and webhooks as `git push`.
   * @param files by path; null deletes one, none makes an empty commit
   * @throws ApiError 409 when the branch has commits that `parents` lack, without `force`
   * @example
   * await repo.commit({ 'a.txt': 'new', 'old.txt': null }, { branch: 'feature', author: { name: 'Ada' }, as: 'ada' });
   */
  async commit(
    files: Readonly<Record<string, FileChange>> = {},
    options: CommitOptions = {},
  ): Promise<Commit> {
    return this.api.json(`/_mock/repositories/${this.name}/commits`, {
      method: 'POST',
      body: commitBody(files, options),
      ...by(options.as),
    });
  }

  /**
   * Creates a branch.
   * @param from a branch, tag or sha; the default branch when left out
   */
  async branch(name: string, options: { readonly from?: string; readonly as?: string } = {}): Promise<void> {
    const refs = options.from ?? (await this.get()).default_branch;
    await this.api.json(`${this.path}/branches`, {
      method: 'POST',
      body: { refs, branch_name: name },
      ...by(options.as),
    });
  }

  /**
   * Creates a tag; an annotated one if it has a message.
   * @param options `at`: a branch, tag or sha; the default branch when left out
   */
  async tag(
    name: string,
    options: { readonly at?: string; readonly message?: string; readonly as?: string } = {},
  ): Promise<void> {
    const refs = options.at ?? (await this.get()).default_branch;
    await this.api.json(`${this.path}/tags`, {
      method: 'POST',
      body: { refs, tag_name: name, tag_message: options.message },
      ...by(options.as),
    });
  }

  /**
   * Real `git push` of a repository on this machine.
   * @throws Error with git's message when it is refused
   * @example
   * await repo.push({ folder: './clone', refs: ['HEAD:feature'], as: 'ada' });
   */
  async push(options: PushOptions): Promise<void> {
    await gitPush(this.cloneUrl, await this.api.tokenOf(options.as), options);
  }

  /**
   * Opens a merge request.
   * @throws ApiError 404 or 422 when there is no such branch, or nothing to merge
   * @example
   * const mr = await repo.mergeRequest({ source: 'feature', title: 'Hi' });
   */
  async mergeRequest(options: MergeRequestOptions): Promise<MergeRequest> {
    const { source, target, description, as: login, ...others } = options;
    const base = target ?? (await this.get()).default_branch;
    const { number } = await this.api.json<MergeRequestState>(`${this.path}/pulls`, {
      method: 'POST',
      body: { ...others, head: source, base, body: description },
      ...by(login),
    });
    return new MergeRequest(this.api, this.path, number);
  }

  /**
   * Opens an issue.
   * @example
   * const issue = await repo.issue({ title: 'It is broken', labels: ['bug'], as: 'ada' });
   */
  async issue({ as: login, description: body, labels, ...others }: IssueOptions): Promise<Issue> {
    const [owner = '', repo = ''] = this.name.split('/');
    const { number } = await this.api.json<IssueState>(`/api/v5/repos/${owner}/issues`, {
      method: 'POST',
      body: { ...others, repo, body, labels: labels?.join(',') },
      ...by(login),
    });
    return new Issue(this.api, { owner, repo }, Number(number));
  }

  /**
   * Registers a hook.
   * @param url of the receiver: `inbox.url`, say
   * @param options `events` as `push`, `push_events` or `Push Hook`; pushes only when left out
   */
  hook(url: string, options: HookOptions = {}): Promise<Hook> {
    const { as: login, ...fields } = options;
    return this.api.json(`${this.path}/hooks`, {
      method: 'POST',
      body: { url, ...fields },
      ...by(login),
    });
  }

  /** A call of the API below this repository: `repo.fetch('/pulls?state=all')`. */
  fetch(path: string, call?: Call): Promise<HttpResponse> {
    return this.api.fetch(this.path + path, call);
  }
}
