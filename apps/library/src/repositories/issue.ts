import { by, type Api } from '../http/api.js';

/** Options of an issue. */
export interface IssueOptions {
  readonly title: string;
  readonly description?: string;
  readonly labels?: readonly string[];
  /** The login of an existing user. */
  readonly assignee?: string;
  /** The login of the author; created if missing. */
  readonly as?: string;
}

/** An issue as the API shows it; the API has more fields. */
export interface IssueState {
  readonly id: number;
  readonly number: string;
  readonly title: string;
  readonly state: string;
  readonly [key: string]: unknown;
}

/**
 * An issue. Its webhooks go to hooks of the dialect `gitcode` only: AtomGit documents none.
 * @example
 * const issue = await repo.issue({ title: 'It is broken' });
 * await issue.comment('Not here', { as: 'ada' });
 * await issue.close();
 */
export class Issue {
  constructor(
    private readonly api: Api,
    private readonly repository: { readonly owner: string; readonly repo: string },
    /** Its number in its repository. */
    readonly number: number,
  ) {}

  /** Its current state. */
  get(): Promise<IssueState> {
    return this.api.json(this.path());
  }

  /** Comments on it. @returns the comment, as the API shows it */
  comment(text: string, { as }: { readonly as?: string } = {}): Promise<{ readonly id: string | number }> {
    return this.api.json(`${this.path()}/comments`, { method: 'POST', body: { body: text }, ...by(as) });
  }

  /** Changes the given fields. */
  async edit(
    changes: { readonly title?: string; readonly description?: string; readonly assignee?: string },
    { as }: { readonly as?: string } = {},
  ): Promise<void> {
    const { description: body, ...others } = changes;
    await this.change({ ...others, body }, as);
  }

  /** Closes it. */
  close({ as }: { readonly as?: string } = {}): Promise<void> {
    return this.change({ state: 'close' }, as);
  }

  /** Opens it again. */
  reopen({ as }: { readonly as?: string } = {}): Promise<void> {
    return this.change({ state: 'reopen' }, as);
  }

  private path(): string {
    const { owner, repo } = this.repository;
    return `/api/v5/repos/${owner}/${repo}/issues/${this.number}`;
  }

  private async change(changes: object, as: string | undefined): Promise<void> {
    const { owner, repo } = this.repository;
    const body = { repo, ...changes };
    await this.api.json(`/api/v5/repos/${owner}/issues/${this.number}`, { method: 'PATCH', body, ...by(as) });
  }
}
