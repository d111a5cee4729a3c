/** `commit` is a submodule. */
export type EntryType = 'blob' | 'tree' | 'commit';

/** A file or a folder of one commit. */
export interface TreeEntry {
  /** From the root of the repository. */
  readonly path: string;
  /** Six digits: `100644`, `100755`, `120000`, `040000`, `160000`. */
  readonly mode: string;
  readonly type: EntryType;
  readonly sha: string;
}

/** In bytes, in listings with sizes; null for anything but a file. */
export interface ListedEntry extends TreeEntry {
  readonly size: number | null;
}

/** @param mode as a tree object has it, without leading zeros */
export function typeOfMode(mode: string): EntryType {
  if (mode === '40000' || mode === '040000') return 'tree';
  return mode === '160000' ? 'commit' : 'blob';
}

/** The last part of its path. */
export const nameOf = ({ path }: { readonly path: string }): string => path.slice(path.lastIndexOf('/') + 1);
