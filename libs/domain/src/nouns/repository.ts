export type Visibility = 'private' | 'internal' | 'public';

/** Where a repository lives: `<owner>/<path>`, in the case in which both were created. */
export interface RepositoryPath {
  readonly owner: string;
  readonly path: string;
}

export interface Repository extends RepositoryPath {
  readonly id: number;
  /** The display name; `path` is the last part of the URL. */
  readonly name: string;
  readonly description: string;
  readonly visibility: Visibility;
  /** The branch that HEAD names; it may not exist yet. */
  readonly defaultBranch: string;
}

export const fullName = (at: RepositoryPath): string => `${at.owner}/${at.path}`;

/** @returns null when the text is not like `demo/demo` */
export function repositoryPathOf(name: string): RepositoryPath | null {
  const [owner = '', path = '', ...others] = name.split('/');
  return owner === '' || path === '' || others.length > 0 ? null : { owner, path };
}
