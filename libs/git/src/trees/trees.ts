import { Injectable } from '@nestjs/common';
import type { RepositoryPath } from '#domain';
import { Git } from '../process/git.js';
import { ObjectReader } from '../process/object-reader.js';
import { RefList } from '../refs/ref-list.js';
import { isSha } from '../refs/revision.js';
import { BareRepositories } from '../repository/bare-repositories.js';
import { parseTree } from './parse-tree.js';
import { typeOfMode, type ListedEntry, type TreeEntry } from './tree-entry.js';

/** A path in a tree. The sha is a commit's or a tree's; the path is empty for the root. */
export interface TreePlace {
  readonly sha: string;
  readonly path: string;
}

/** A revision and a path, taken from the address of a web page. */
export interface SplitAddress {
  /** The commit's sha. */
  readonly sha: string;
  /** As the address names it. */
  readonly revision: string;
  readonly path: string;
}

/** Reads the files and folders of commits. */
@Injectable()
export class Trees {
  constructor(
    private readonly git: Git,
    private readonly reader: ObjectReader,
    private readonly refs: RefList,
    private readonly repositories: BareRepositories,
  ) {}

  /** The entry at a path; null when there is none. */
  async find(at: RepositoryPath, { sha, path }: TreePlace): Promise<TreeEntry | null> {
    const folder = this.repositories.folder(at);
    const root = await this.reader.object(folder, `${sha}^{tree}`);
    let found: TreeEntry | null = root && { path: '', mode: '040000', type: 'tree', sha: root.sha };
    for (const part of partsOf(path)) {
      const tree = found?.type === 'tree' ? await this.reader.object(folder, found.sha) : null;
      const name = Buffer.from(part).toString('latin1');
      const entry = tree && parseTree(tree.content).find((candidate) => candidate.name === name);
      if (entry === undefined || entry === null) return null;
      const { mode } = entry;
      found = {
        path: found?.path ? `${found.path}/${part}` : part,
        mode: mode.padStart(6, '0'),
        type: typeOfMode(mode),
        sha: entry.sha,
      };
    }
    return found;
  }

  /** The entries of a folder, in git's order; all below it with `isRecursive`. One git process. */
  async list(
    at: RepositoryPath,
    { sha, path }: TreePlace,
    { isRecursive }: { readonly isRecursive: boolean },
  ): Promise<readonly ListedEntry[]> {
    const options = ['-z', '-l', ...(isRecursive ? ['-r', '-t'] : [])];
    const printed = await this.git.run(this.repositories.folder(at), ['ls-tree', ...options, sha]);
    return printed
      .split('\0')
      .filter(Boolean)
      .map((line) => listedEntry(line, path));
  }

  /** The tree of a branch, a tag, a commit, or a tree's sha; null when there is none. */
  async resolve(at: RepositoryPath, revision: string): Promise<string | null> {
    const commit = await this.refs.resolve(at, revision);
    const name = commit ?? (isSha(revision) ? revision : null);
    if (name === null) return null;
    const tree = await this.reader.object(this.repositories.folder(at), `${name}^{tree}`);
    return tree?.sha ?? null;
  }

  /**
   * Splits `feature/x/docs/a.md` into revision and path: the first parts that name a branch, a tag or a commit are
   * the revision. Null when none do.
   */
  async split(at: RepositoryPath, address: string): Promise<SplitAddress | null> {
    const parts = partsOf(address);
    for (let end = 1; end <= parts.length; end += 1) {
      const revision = parts.slice(0, end).join('/');
      const sha = await this.refs.resolve(at, revision);
      if (sha !== null) return { sha, revision, path: parts.slice(end).join('/') };
    }
    return null;
  }
}

/** Leading, trailing and double slashes are ignored. */
const partsOf = (path: string): readonly string[] => path.split('/').filter(Boolean);

/** `100644 blob <sha> 12\tname`; the size is `-` for anything but a file. */
function listedEntry(line: string, above: string): ListedEntry {
  const tab = line.indexOf('\t');
  const [mode = '', , sha = '', size = '-'] = line.slice(0, tab).split(/ +/);
  const name = line.slice(tab + 1);
  return {
    path: above === '' ? name : `${above}/${name}`,
    mode,
    type: typeOfMode(mode),
    sha,
    size: size === '-' ? null : Number(size),
  };
}
