import { createHash } from 'node:crypto';
import { z } from 'zod';
import { fullName, type RepositoryPath } from '#domain';
import { nameOf, type ListedEntry } from '#git';
import type { Links } from '#payloads';

interface Around {
  readonly at: RepositoryPath;
  readonly links: Links;
}

/** Most entries have an address; `md5` is the hash of the path. */
export const TreeJson = () =>
  z.strictObject({
    tree: z.array(
      z.strictObject({
        sha: z.string(),
        name: z.string(),
        type: z.enum(['commit', 'blob', 'tree']),
        path: z.string(),
        mode: z.string(),
        md5: z.string(),
        size: z.int().nullable(),
        url: z.string().nullable(),
      }),
    ),
    sha: z.string(),
    url: z.string(),
    truncated: z.boolean(),
  });
export type TreeJson = z.output<ReturnType<typeof TreeJson>>;

export const treeJson = (
  {
    sha,
    entries,
    total,
  }: { readonly sha: string; readonly entries: readonly ListedEntry[]; readonly total: number },
  around: Around,
): TreeJson => ({
  tree: entries.map((entry) => ({
    sha: entry.sha,
    name: nameOf(entry),
    type: entry.type,
    path: entry.path,
    mode: entry.mode,
    md5: createHash('md5').update(entry.path).digest('hex'),
    size: entry.size,
    url: entry.type === 'commit' ? null : objectUrl(around, entry.type, entry.sha),
  })),
  sha,
  url: objectUrl(around, 'tree', sha),
  truncated: entries.length < total,
});

export const BlobJson = () =>
  z.strictObject({
    sha: z.string(),
    size: z.int(),
    url: z.string(),
    content: z.string(),
    encoding: z.string(),
  });
export type BlobJson = z.output<ReturnType<typeof BlobJson>>;

export const blobJson = (
  { sha, content }: { readonly sha: string; readonly content: Buffer },
  around: Around,
): BlobJson => ({
  sha,
  size: content.length,
  url: objectUrl(around, 'blob', sha),
  content: content.toString('base64'),
  encoding: 'base64',
});

const objectUrl = ({ at, links }: Around, type: 'blob' | 'tree', sha: string): string =>
  links.api(`/repos/${fullName(at)}/git/${type}s/${sha}`);
