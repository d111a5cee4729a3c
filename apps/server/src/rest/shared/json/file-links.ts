import { fullName, type FileDiff, type RepositoryPath } from '#domain';
import type { Links } from '#payloads';

export interface CommittedFile {
  /** A commit, branch or tag. */
  readonly revision: string;
  readonly path: string;
}

/** A changed file where it can be read: a deleted one in the commit before. */
export const readableFile = (
  { status, newPath }: FileDiff,
  { before, after }: { readonly before: string; readonly after: string },
): CommittedFile => ({ revision: status === 'deleted' ? before : after, path: newPath });

export const blobUrl = (links: Links, at: RepositoryPath, { revision, path }: CommittedFile): string =>
  `${links.web(at)}/blob/${encodedPath(revision)}/${encodedPath(path)}`;

export const treeUrl = (links: Links, at: RepositoryPath, { revision, path }: CommittedFile): string =>
  `${links.web(at)}/tree/${encodedPath(revision)}/${encodedPath(path)}`;

export const rawUrl = (links: Links, at: RepositoryPath, { revision, path }: CommittedFile): string =>
  `${links.web(at)}/raw/${encodedPath(revision)}/${encodedPath(path)}`;

export const contentUrl = (links: Links, at: RepositoryPath, { revision, path }: CommittedFile): string =>
  links.api(`/repos/${fullName(at)}/contents/${encodedPath(path)}?ref=${encodedPath(revision)}`);

const encodedPath = (path: string): string => path.split('/').map(encodeURIComponent).join('/');
