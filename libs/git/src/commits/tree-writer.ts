import { Injectable } from '@nestjs/common';
import { ForgeError, quoted } from '#domain';
import { ObjectReader } from '../process/object-reader.js';
import { ObjectWriter, type TreeEntry } from '../process/object-writer.js';
import { parseTree } from '../trees/parse-tree.js';
import { partsOf, type FileChanges } from './file-change.js';

const FOLDER = '40000';
const FILE = '100644';
const EXECUTABLE = '100755';

/** The changes below one folder: of its own entries, and of its subfolders. */
interface FolderChange {
  readonly files: Map<string, FileEntry | null>;
  readonly folders: Map<string, FolderChange>;
}

/** A file whose content is written already. */
interface FileEntry {
  readonly sha: string;
  readonly isExecutable: boolean | undefined;
}

export interface WrittenTree {
  readonly sha: string;
  /** The shas of the files that were written, by path. */
  readonly blobs: ReadonlyMap<string, string>;
}

/** Writes a tree from another one and its changes, without a work tree; reads only the folders that change. */
@Injectable()
export class TreeWriter {
  constructor(
    private readonly reader: ObjectReader,
    private readonly writer: ObjectWriter,
  ) {}

  /**
   * @param base null for an empty tree
   * @throws ForgeError `invalid` for an invalid path, a removed path that does not exist, or a path that conflicts
   *   with another
   */
  async write(folder: string, base: string | null, changes: FileChanges): Promise<WrittenTree> {
    for (const path of changes.keys()) partsOf(path);
    const blobs = new Map<string, string>();
    const root = emptyChange();
    for (const [path, file] of changes) {
      const sha = file && (await this.writer.write(folder, 'blob', file.content));
      if (sha !== null) blobs.set(path, sha);
      place(root, path, sha === null ? null : { sha, isExecutable: file?.isExecutable });
    }
    const sha = await this.folder(folder, { base, change: root, path: '' });
    return { sha: sha ?? (await this.writer.tree(folder, new Map())), blobs };
  }

  /** @returns null when the folder becomes empty */
  private async folder(
    folder: string,
    {
      base,
      change,
      path,
    }: { readonly base: string | null; readonly change: FolderChange; readonly path: string },
  ): Promise<string | null> {
    const entries = base === null ? new Map<string, TreeEntry>() : await this.entries(folder, base);
    const [removed, written] = partition(change.files);
    for (const name of removed) if (!entries.delete(name)) throw notThere(path + name);
    for (const [name, below] of change.folders) {
      const known = entries.get(name);
      if (known !== undefined && known.mode !== FOLDER) throw fileInTheWay(path + name);
      const within = { base: known?.sha ?? null, change: below, path: `${path}${name}/` };
      const sha = await this.folder(folder, within);
      if (sha === null) entries.delete(name);
      else entries.set(name, { sha, mode: FOLDER });
    }
    for (const [name, file] of written) {
      const known = entries.get(name);
      if (known?.mode === FOLDER) throw folderInTheWay(path + name);
      entries.set(name, { sha: file.sha, mode: modeOf(file, known) });
    }
    return entries.size === 0 ? null : this.writer.tree(folder, entries);
  }

  /** By name, one character per byte: names need not be UTF-8. */
  private async entries(folder: string, tree: string): Promise<Map<string, TreeEntry>> {
    const object = await this.reader.object(folder, tree);
    if (object?.type !== 'tree') throw new Error(`${tree} is not a tree that can be read`);
    const entries = new Map<string, TreeEntry>();
    for (const { name, mode, sha } of parseTree(object.content)) {
      const isPossible = name !== '' && !name.includes('/');
      if (!isPossible)
        throw new ForgeError(
          'not_allowed',
          `Git cannot write to a folder that has a file of the name ${quoted(name)}`,
        );
      entries.set(name, { mode, sha });
    }
    return entries;
  }
}

const emptyChange = (): FolderChange => ({ files: new Map(), folders: new Map() });

function place(root: FolderChange, path: string, file: FileEntry | null): void {
  const parts = partsOf(path).map(asBytes);
  const name = parts.pop() ?? '';
  let at = root;
  for (const part of parts) {
    const below = at.folders.get(part) ?? emptyChange();
    at.folders.set(part, below);
    at = below;
  }
  at.files.set(name, file);
}

/** An executable file stays executable unless the change names a mode; a link becomes a file. */
function modeOf({ isExecutable }: FileEntry, known: TreeEntry | undefined): string {
  return (isExecutable ?? known?.mode === EXECUTABLE) ? EXECUTABLE : FILE;
}

/** Removals come first: they make room for new files. */
function partition(files: FolderChange['files']): readonly [string[], [string, FileEntry][]] {
  const removed: string[] = [];
  const written: [string, FileEntry][] = [];
  for (const [name, file] of files) {
    if (file === null) removed.push(name);
    else written.push([name, file]);
  }
  return [removed, written];
}

const asBytes = (part: string): string => Buffer.from(part).toString('latin1');
const asText = (path: string): string => Buffer.from(path, 'latin1').toString();

const notThere = (path: string): ForgeError =>
  new ForgeError('invalid', `path ${quoted(asText(path))} cannot be removed: there is nothing of that name`);

const fileInTheWay = (path: string): ForgeError =>
  new ForgeError(
    'invalid',
    `path ${quoted(asText(path))} is a file: give it null in the same commit to put a folder in its place`,
  );

const folderInTheWay = (path: string): ForgeError =>
  new ForgeError(
    'invalid',
    `path ${quoted(asText(path))} is a folder: give null to all that is in it in the same commit to put a file in its place`,
  );
