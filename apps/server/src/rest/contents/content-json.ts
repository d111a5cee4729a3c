import { z } from 'zod';
import type { Repository, RepositoryPath } from '#domain';
import { nameOf, type CommitDetails, type ListedEntry, type Person, type TreeEntry } from '#git';
import type { Links } from '#payloads';
import { blobUrl, contentUrl, rawUrl, treeUrl } from '../shared/json/file-links.js';
import { keysFirst } from '../shared/json/keys-first.js';
import { committedMilliseconds } from '../shared/json/times.js';

/** The repository of a file or folder, and the revision of the request. */
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
export const FileJson = () =>
  z.strictObject({
    type: z.enum(['file', 'dir', 'symlink', 'submodule']),
    encoding: z.string(),
    size: z.int(),
    name: z.string(),
    path: z.string(),
    content: z.string(),
    sha: z.string(),
    ...AddressesJson().shape,
  });
export type FileJson = z.output<ReturnType<typeof FileJson>>;

export const fileJson = (entry: TreeEntry, content: Buffer, found: Found): FileJson => ({
  type: wordOf(entry),
  encoding: 'base64',
  size: content.length,
  name: nameOf(entry),
  path: entry.path,
  content: content.toString('base64'),
  sha: entry.sha,
  ...addressesJson(entry, found),
});

/** An entry of the list for a folder. */
export const ListedJson = () =>
  z.strictObject({
    type: z.enum(['file', 'dir', 'symlink', 'submodule']),
    size: z.int(),
    name: z.string(),
    path: z.string(),
    sha: z.string(),
    ...AddressesJson().shape,
  });
export type ListedJson = z.output<ReturnType<typeof ListedJson>>;

export const listedJson = (entry: ListedEntry, found: Found): ListedJson => ({
  type: wordOf(entry),
  size: entry.size ?? 0,
  name: nameOf(entry),
  path: entry.path,
  sha: entry.sha,
  ...addressesJson(entry, found),
});

const AddressesJson = () =>
  z.strictObject({
    url: z.string(),
    html_url: z.string(),
    download_url: z.string().nullable(),
    _links: z.strictObject({
      self: z.string(),
      html: z.string(),
    }),
  });
type AddressesJson = z.output<ReturnType<typeof AddressesJson>>;

function addressesJson({ path, type }: TreeEntry, { at, ref, links }: Found): AddressesJson {
  const file = { revision: ref, path };
  const url = contentUrl(links, at, file);
  const html = type === 'tree' ? treeUrl(links, at, file) : blobUrl(links, at, file);
  return {
    url,
    html_url: html,
    download_url: type === 'blob' ? rawUrl(links, at, file) : null,
    _links: { self: url, html },
  };
}

const SignerJson = () =>
  z.strictObject({
    name: z.string(),
    email: z.string(),
    date: z.string(),
  });
type SignerJson = z.output<ReturnType<typeof SignerJson>>;

const signerJson = ({ name, email, date }: Person): SignerJson => ({
  name,
  email,
  date: committedMilliseconds(date),
});

const CommitJson = () =>
  z.strictObject({
    sha: z.string(),
    author: SignerJson(),
    committer: SignerJson(),
    message: z.string(),
    tree: z.string(),
    parents: z.array(z.string()),
  });
type CommitJson = z.output<ReturnType<typeof CommitJson>>;

const commitJson = (commit: CommitDetails): CommitJson => ({
  sha: commit.sha,
  author: signerJson(commit.author),
  committer: signerJson(commit.committer),
  message: commit.message,
  tree: commit.tree,
  parents: [...commit.parents],
});

/** The answer of the calls that add and remove a file; `content` is null for one that was removed. */
export const ChangedFileJson = () =>
  z.strictObject({
    commit: CommitJson(),
    content: z
      .strictObject({
        name: z.string(),
        path: z.string(),
        ...AddressesJson().shape,
        sha: z.string(),
        type: z.enum(['file', 'dir', 'symlink', 'submodule']),
      })
      .nullable(),
  });
export type ChangedFileJson = z.output<ReturnType<typeof ChangedFileJson>>;

export const changedFileJson = (
  { entry, commit }: { readonly entry: TreeEntry | null; readonly commit: CommitDetails },
  { at, links }: { readonly at: Repository; readonly links: Links },
): ChangedFileJson => ({
  commit: commitJson(commit),
  content: entry && {
    name: nameOf(entry),
    path: entry.path,
    ...addressesJson(entry, { at, ref: commit.sha, links }),
    sha: entry.sha,
    type: wordOf(entry),
  },
});

/** The answer of the call that replaces a file. */
export const ReplacedFileJson = () => z.strictObject(keysFirst(['content'], ChangedFileJson().shape));

export const replacedFileJson = (changed: ChangedFileJson): ChangedFileJson =>
  keysFirst(['content'], changed);
