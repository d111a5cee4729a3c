import type { Repository, RepositoryPath } from '#domain';
import { nameOf, type CommitDetails, type ListedEntry, type Person, type TreeEntry } from '#git';
import type { Links } from '#payloads';
import { blobUrl, contentUrl, rawUrl, treeUrl } from '../shared/json/file-links.js';
import { committedMilliseconds } from '../shared/json/times.js';

/** Where a file or folder was found: the repository, and the commit as it was asked for. */
export interface Found {
  readonly at: RepositoryPath;
  readonly ref: string;
  readonly links: Links;
}

type WordOfEntry = 'file' | 'dir' | 'symlink' | 'submodule';

function wordOf({ type, mode }: TreeEntry): WordOfEntry {
  switch (type) {
    case 'tree':
      return 'dir';
    case 'commit':
      return 'submodule';
    case 'blob':
      return mode === '120000' ? 'symlink' : 'file';
  }
}

/** The answer of `GET …/contents/{path}` for a file. */
export const fileJson = (entry: TreeEntry, content: Buffer, found: Found) => ({
  type: wordOf(entry),
  encoding: 'base64',
  size: content.length,
  name: nameOf(entry),
  path: entry.path,
  content: content.toString('base64'),
  sha: entry.sha,
  ...addressesJson(entry, found),
});

/** For a folder there is a list of what lies in it. */
export const listedJson = (entry: ListedEntry, found: Found) => ({
  type: wordOf(entry),
  size: entry.size ?? 0,
  name: nameOf(entry),
  path: entry.path,
  sha: entry.sha,
  ...addressesJson(entry, found),
});

function addressesJson({ path, type }: TreeEntry, { at, ref, links }: Found) {
  const file = { sha: ref, path };
  const url = contentUrl(links, at, file);
  const html = type === 'tree' ? treeUrl(links, at, file) : blobUrl(links, at, file);
  return {
    url,
    html_url: html,
    download_url: type === 'blob' ? rawUrl(links, at, file) : null,
    _links: { self: url, html },
  };
}

const signerJson = ({ name, email, date }: Person) => ({ name, email, date: committedMilliseconds(date) });

const commitJson = (commit: CommitDetails) => ({
  sha: commit.sha,
  author: signerJson(commit.author),
  committer: signerJson(commit.committer),
  message: commit.message,
  tree: commit.tree,
  parents: commit.parents,
});

/** The answer of the three calls that change a file; `entry` is null for one that was removed. */
export const changedFileJson = (
  { entry, commit }: { readonly entry: TreeEntry | null; readonly commit: CommitDetails },
  { at, links }: { readonly at: Repository; readonly links: Links },
) => ({
  content: entry && {
    name: nameOf(entry),
    path: entry.path,
    sha: entry.sha,
    type: wordOf(entry),
    ...addressesJson(entry, { at, ref: commit.sha, links }),
  },
  commit: commitJson(commit),
});
