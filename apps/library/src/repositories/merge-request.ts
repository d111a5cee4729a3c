import { by, type Api } from '../http/api.js';

/** Options of a merge request. */
export interface MergeRequestOptions {
  /** The source branch; `<owner>:<branch>` for a fork's. */
  readonly source: string;
  /** The target branch; the default branch when left out. */
  readonly target?: string;
  readonly title: string;
  readonly description?: string;
  readonly labels?: readonly string[];
  readonly assignees?: readonly string[];
  readonly testers?: readonly string[];
  readonly draft?: boolean;
  /** The login of the author; created if missing. */
  readonly as?: string;
}

/** A merge request as the API shows it; the API has more fields. */
export interface MergeRequestState {
  readonly id: number;
  readonly number: number;
  readonly title: string;
  readonly state: string;
  readonly [key: string]: unknown;
}

/** Options of a merge. */
export interface MergeOptions {
  readonly method?: 'merge' | 'squash' | 'rebase';
  /** Whether the source branch is deleted. */
  readonly pruneSourceBranch?: boolean;
  readonly as?: string;
}

/** A comment, on a line of the diff if one is given. */
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

  /** Its current state; waits for the test merge. */
  get(): Promise<MergeRequestState> {
    return this.api.json(this.path);
  }

  /** Comments on it, or on a line of its diff. @returns the comment, as the API shows it */
  comment(text: string, { as, ...place }: CommentOptions = {}): Promise<{ readonly id: string | number }> {
    return this.call('POST', '/comments', { body: text, ...place }, as);
  }

  /** Changes the given fields. */
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
