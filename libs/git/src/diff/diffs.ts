import { Injectable } from '@nestjs/common';
import type { FileDiff, RepositoryPath } from '#domain';
import { BareRepositories } from '../repository/bare-repositories.js';
import { Git } from '../process/git.js';
import { parseDiff, parseRawDiff, type FileChange } from './parse-diff.js';

export interface DiffRange {
  /** A commit; null for the empty tree, from which a commit without parents starts. */
  readonly base: string | null;
  readonly head: string;
  /**
   * `base`: from `base` itself. `merge-base`: from where both histories parted, as a merge request shows it; where they
   * have nothing in common, from `base` too.
   */
  readonly from: 'base' | 'merge-base';
}

/** Git knows it without having it. */
export const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/** Spelled out, so that a repository with settings of its own reads like any other. */
const RAW = ['--raw', '--no-abbrev', '-z', '--find-renames', '--ignore-submodules=none'];

/** Of patches: nothing of a repository's or a person's configuration changes how they look. */
export const PLAIN = [
  '--submodule=short',
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  '--src-prefix=a/',
  '--dst-prefix=b/',
];

const PATCH = [...RAW, '--patch', ...PLAIN];

/** Reads what changed between two commits, file by file, in git's order. Rejects when there is no such commit. */
@Injectable()
export class Diffs {
  constructor(
    private readonly git: Git,
    private readonly repositories: BareRepositories,
  ) {}

  /** All of them, in one git process; a second one where a merge base is wanted and there is none. */
  async files(at: RepositoryPath, range: DiffRange): Promise<readonly FileDiff[]> {
    return parseDiff(await this.print(at, range, PATCH));
  }

  /**
   * The file that has this path now, or had it when it was deleted; null when the diff has none. Lists what changed,
   * then reads this file's part only, which takes two git processes and little memory, however large the diff is.
   */
  async file(at: RepositoryPath, range: DiffRange, path: string): Promise<FileDiff | null> {
    const listed = parseRawDiff(await this.print(at, range, RAW));
    const change = listed.find(({ newPath }) => newPath === path);
    if (change === undefined) return null;
    const isSame = ({ oldPath, newPath }: FileChange) => oldPath === change.oldPath && newPath === path;
    const isAskable = isInside(change.oldPath) && isInside(path);
    const alone = isAskable ? parseDiff(await this.print(at, range, PATCH, [change.oldPath, path])) : [];
    // A path takes in all below it where it is a folder, and then a file may seem to have become another one of them
    // than it did among all files. And a name that is not UTF-8 cannot be asked for.
    return alone.find(isSame) ?? (await this.files(at, range)).find(isSame) ?? null;
  }

  private async print(
    at: RepositoryPath,
    range: DiffRange,
    options: readonly string[],
    paths: readonly string[] = [],
  ): Promise<string> {
    const { base, head, from } = range;
    const revisions = from === 'base' || base === null ? [base ?? EMPTY_TREE, head] : [`${base}...${head}`];
    const args = [
      '--literal-pathspecs',
      'diff',
      ...options,
      '--end-of-options',
      ...revisions,
      '--',
      ...paths,
    ];
    try {
      return await this.git.run(this.repositories.folder(at), args);
    } catch (error) {
      if (from === 'base' || !/: no merge base\s*$/.test(String(error))) throw error;
      return this.print(at, { ...range, from: 'base' }, options, paths);
    }
  }
}

/** Git takes no other path from people, though a tree that was pushed may have it. */
const isInside = (path: string): boolean => !path.split('/').some((part) => ['', '.', '..'].includes(part));
