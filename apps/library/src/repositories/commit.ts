/** The new content of a path: text or bytes, or null to delete it. */
export type FileChange =
  string | Uint8Array | null | { readonly content: string | Uint8Array; readonly executable?: boolean };

/** An author or committer with a time; the user's own and now when left out. */
export interface Signer {
  readonly name?: string;
  readonly email?: string;
  readonly date?: Date | string;
}

/** Options of a commit. */
export interface CommitOptions {
  /** The default branch when left out; created if missing. */
  readonly branch?: string;
  /** Derived from the paths when left out. */
  readonly message?: string;
  readonly author?: Signer;
  readonly committer?: Signer;
  /** The time of author and committer that have none of their own. */
  readonly date?: Date | string;
  /** Shas, branches or tags; the branch's tip when left out. */
  readonly parents?: readonly string[];
  /** Whether the branch may lose commits that the parents lack, as with `git push --force`. */
  readonly force?: boolean;
  /** The login of the pusher; created if missing. */
  readonly as?: string;
}

/** A pushed commit. */
export interface Commit {
  readonly sha: string;
  readonly branch: string;
  readonly parents: readonly string[];
  /** The branch's sha before; 40 zeros when it did not exist. */
  readonly before: string;
  /** The shas of the files that were written, by path. */
  readonly files: Readonly<Record<string, string>>;
}

/** The body of `POST /_mock/repositories/{owner}/{repo}/commits`. */
export function commitBody(
  files: Readonly<Record<string, FileChange>>,
  { as: _as, author, committer, date, ...others }: CommitOptions,
): object {
  return {
    ...others,
    date: iso(date),
    author: author && signerBody(author),
    committer: committer && signerBody(committer),
    files: Object.fromEntries(Object.entries(files).map(([path, change]) => [path, fileBody(change)])),
  };
}

const signerBody = (signer: Signer) => ({ ...signer, date: iso(signer.date) });

const iso = (date: Date | string | undefined): string | undefined =>
  date instanceof Date ? date.toISOString() : date;

function fileBody(change: FileChange): object | string | null {
  if (change === null || typeof change === 'string') return change;
  const { content, executable } =
    change instanceof Uint8Array ? { content: change, executable: false } : change;
  return typeof content === 'string'
    ? { content, executable }
    : { content: Buffer.from(content).toString('base64'), encoding: 'base64', executable };
}
