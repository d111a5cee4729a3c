import { fullName, type FileDiff, type RepositoryPath } from '#domain';
import type { Links } from '#payloads';

/** A file in one commit. */
export interface CommittedFile {
  /** Or the name of a branch or tag. */
  readonly sha: string;
  readonly path: string;
}

/** A changed file where it can be read: a deleted one in the commit before. */
export const readableFile = (
  { status, newPath }: FileDiff,
  { before, after }: { readonly before: string; readonly after: string },
): CommittedFile => ({ sha: status === 'deleted' ? before : after, path: newPath });

export const blobUrl = (links: Links, at: RepositoryPath, { sha, path }: CommittedFile): string =>
  `${links.web(at)}/blob/${encodedPath(sha)}/${encodedPath(path)}`;

export const treeUrl = (links: Links, at: RepositoryPath, { sha, path }: CommittedFile): string =>
  `${links.web(at)}/tree/${encodedPath(sha)}/${encodedPath(path)}`;

export const rawUrl = (links: Links, at: RepositoryPath, { sha, path }: CommittedFile): string =>
  `${links.web(at)}/raw/${encodedPath(sha)}/${encodedPath(path)}`;

export const contentUrl = (links: Links, at: RepositoryPath, { sha, path }: CommittedFile): string =>
  links.api(`/repos/${fullName(at)}/contents/${encodedPath(path)}?ref=${encodedPath(sha)}`);

const encodedPath = (path: string): string => path.split('/').map(encodeURIComponent).join('/');
