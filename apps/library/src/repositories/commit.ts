/** What a commit makes of a path: its text or bytes, or null to delete it. */
export type FileChange =
  string | Uint8Array | null | { readonly content: string | Uint8Array; readonly executable?: boolean };

/** Who has written or committed something, and when; what is left out is the user's, and now. */
export interface Signer {
  readonly name?: string;
  readonly email?: string;
  readonly date?: Date | string;
}

/** How a commit is to be made. */
export interface CommitOptions {
  /** The default branch when left out; one that is not there is made. */
  readonly branch?: string;
  /** Made of the paths when left out. */
  readonly message?: string;
  readonly author?: Signer;
  readonly committer?: Signer;
  /** Of author and committer, where they have none of their own. */
  readonly date?: Date | string;
  /** Shas, branches or tags; the branch's tip when left out. */
  readonly parents?: readonly string[];
  /** Whether the branch may lose commits that the parents do not have, as by `git push --force`. */
  readonly force?: boolean;
  /** The login of whoever pushes; made if missing. */
  readonly as?: string;
}

/** A commit that was made and pushed. */
export interface Commit {
  readonly sha: string;
  readonly branch: string;
  readonly parents: readonly string[];
  /** What the branch was before; 40 zeros when there was none. */
  readonly before: string;
  /** The shas of the files that were written, by path. */
  readonly files: Readonly<Record<string, string>>;
}

/** What `POST /_mock/repositories/{owner}/{repo}/commits` takes. */
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
