export type Visibility = 'private' | 'internal' | 'public';

/** Where a repository lives: `<owner>/<path>`, in the case in which both were created. */
export interface RepositoryPath {
  readonly owner: string;
  readonly path: string;
}

export interface Repository extends RepositoryPath {
  readonly id: number;
  /** The display name; the last part of the URL is `path`. */
  readonly name: string;
  readonly description: string;
  readonly visibility: Visibility;
  /** The branch that HEAD names, whether or not it exists yet. */
  readonly defaultBranch: string;
}

export const fullName = (at: RepositoryPath): string => `${at.owner}/${at.path}`;
