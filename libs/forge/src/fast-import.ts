import type { Repository, User } from '#domain';

/** One commit in a stream for `git fast-import`: the first of a branch, or on top of the one before it in the stream. */
export interface ImportedCommit {
  readonly branch: string;
  readonly author: { readonly name: string; readonly email: string };
  /** git's raw date: seconds since 1970 and the offset, `1546272480 +0800`. */
  readonly date: string;
  readonly message: string;
  readonly file: { readonly path: string; readonly content: string };
}

export function fastImportStream(commits: readonly ImportedCommit[]): string {
  return commits
    .map((commit) =>
      [
        `commit refs/heads/${commit.branch}`,
        `committer ${commit.author.name} <${commit.author.email}> ${commit.date}`,
        data(commit.message),
        `M 100644 inline ${commit.file.path}`,
        data(commit.file.content),
      ].join('\n'),
    )
    .join('\n');
}

/** The commit of a repository that is created with `auto_init`. */
export const firstCommit = (repository: Repository, user: User, branch: string, now: Date): string =>
  fastImportStream([
    {
      branch,
      author: { name: user.name, email: user.email },
      date: `${Math.floor(now.getTime() / 1000)} +0000`,
      message: 'Initial commit\n',
      file: { path: 'README.md', content: `# ${repository.name}\n` },
    },
  ]);

const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}`;
