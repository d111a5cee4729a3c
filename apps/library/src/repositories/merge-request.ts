import { by, type Api } from '../http/api.js';

/** How a merge request is to be opened. */
export interface MergeRequestOptions {
  /** The branch that is to be merged; `<owner>:<branch>` for one of a fork. */
  readonly source: string;
  /** The branch to merge it into; the default branch when left out. */
  readonly target?: string;
  readonly title: string;
  readonly description?: string;
  readonly labels?: readonly string[];
  readonly assignees?: readonly string[];
  readonly testers?: readonly string[];
  readonly draft?: boolean;
  /** The login of whoever opens it; made if missing. */
  readonly as?: string;
}

/** What the API tells of a merge request, and more. */
export interface MergeRequestState {
  readonly id: number;
  readonly number: number;
  readonly title: string;
  readonly state: string;
  readonly [key: string]: unknown;
}

/** How a merge request is to be merged. */
export interface MergeOptions {
  readonly method?: 'merge' | 'squash' | 'rebase';
  /** Whether the source branch goes with it. */
  readonly pruneSourceBranch?: boolean;
  readonly as?: string;
}

/** A comment, and where in the diff it stands, if it does. */
export interface CommentOptions {
  readonly path?: string;
  /** Line of the file's diff, from 1. */
  readonly position?: number;
  readonly as?: string;
}

/**
 * A merge request, which the API calls a pull.
 * @example
 * const mr = await repo.mergeRequest({ source: 'feature', title: 'Hi' });
 * await mr.comment('Looks good', { as: 'ada' });
 * const { sha } = await mr.merge();
 */
export class MergeRequest {
  private readonly path: string;

  constructor(
    private readonly api: Api,
    repositoryPath: string,
    /** Its number in its repository. */
    readonly number: number,
  ) {
    this.path = `${repositoryPath}/pulls/${number}`;
  }

  /** What it is now; waits until it is known whether it can be merged. */
  get(): Promise<MergeRequestState> {
    return this.api.json(this.path);
  }

  /** Comments on it, or on a line of its diff. @returns the comment, as the API shows it */
  comment(text: string, { as, ...place }: CommentOptions = {}): Promise<{ readonly id: string | number }> {
    return this.call('POST', '/comments', { body: text, ...place }, as);
  }

  /** Changes what is given. */
  async edit(
    changes: { readonly title?: string; readonly description?: string; readonly labels?: readonly string[] },
    { as }: { readonly as?: string } = {},
  ): Promise<void> {
    const { description: body, ...others } = changes;
    await this.call('PATCH', '', { ...others, body }, as);
  }

  /** Merges it. @throws ApiError when it cannot be merged */
  merge({ method, pruneSourceBranch, as }: MergeOptions = {}): Promise<{ readonly sha: string }> {
    const order = { merge_method: method, prune_source_branch: pruneSourceBranch };
    return this.call('PUT', '/merge', order, as);
  }

  /** Closes it without merging. */
  async close({ as }: { readonly as?: string } = {}): Promise<void> {
    await this.call('PATCH', '', { state: 'closed' }, as);
  }

  /** Opens it again. */
  async reopen({ as }: { readonly as?: string } = {}): Promise<void> {
    await this.call('PATCH', '', { state: 'open' }, as);
  }

  private call<T>(method: string, path: string, body: object, as: string | undefined): Promise<T> {
    return this.api.json(this.path + path, { method, body, ...by(as) });
  }
}
