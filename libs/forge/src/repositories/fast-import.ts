import { signatureText, type Signature } from '#git';

/** One commit of a `git fast-import` stream: the first of a branch, or on top of the one before it. */
export interface ImportedCommit {
  readonly branch: string;
  readonly committer: Signature;
  readonly message: string;
  readonly file: { readonly path: string; readonly content: string };
}

export function fastImportStream(commits: readonly ImportedCommit[]): string {
  return commits
    .map((commit) =>
      [
        `commit refs/heads/${commit.branch}`,
        `committer ${signatureText(commit.committer)}`,
        data(commit.message),
        `M 100644 inline ${commit.file.path}`,
        data(commit.file.content),
      ].join('\n'),
    )
    .join('\n');
}

const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}`;
