import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { FileDiff, RepositoryPath } from '#domain';
import { BareRepositories } from '../repository/bare-repositories.js';
import { Git } from '../process/git.js';
import { untilLine } from '../process/git-process.js';
import { GitProcessPool, type PersistentCommand } from '../process/git-process-pool.js';
import { ObjectReader } from '../process/object-reader.js';
import { parseDiff, parseRawDiff, type FileChange } from './parse-diff.js';

/** From one commit to another. */
export interface DiffRange {
  /** Null for the empty tree, the base of a commit without parents. */
  readonly base: string | null;
  readonly head: string;
}

/** Git knows this tree without storing it. */
export const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/** Explicit, so that the repository's configuration does not matter. */
const RAW = ['-r', '--raw', '--no-abbrev', '-z', '--find-renames', '--ignore-submodules=none'];

/** For patches: independent of any configuration. */
export const PLAIN = [
  '--submodule=short',
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  '--src-prefix=a/',
  '--dst-prefix=b/',
];

const PATCH = [...RAW, '--patch', ...PLAIN];

/** Git echoes a line that is no sha, which marks the end of a diff. */
const DIFF_TREE: PersistentCommand = { args: ['diff-tree', ...PATCH, '--stdin'] };

/** Reads the changes between two commits, file by file, in git's order. Rejects when a commit does not exist. */
@Injectable()
export class Diffs {
  constructor(
    private readonly git: Git,
    private readonly gits: GitProcessPool,
    private readonly objects: ObjectReader,
    private readonly repositories: BareRepositories,
  ) {}

  /** Uses a running git process for most. */
  async files(at: RepositoryPath, { base, head }: DiffRange): Promise<readonly FileDiff[]> {
    const folder = this.repositories.folder(at);
    const trees = await Promise.all([
      base === null ? EMPTY_TREE : this.tree(folder, base),
      this.tree(folder, head),
    ]);
    const [pair, mark] = [`${trees.join(' ')}\n`, randomUUID()];
    const printed = await this.gits.ask(folder, DIFF_TREE, `${pair}${mark}\n`, untilLine(mark));
    if (!printed.startsWith(pair)) throw new Error(`git cannot compare ${base} and ${head}`);
    return parseDiff(printed.slice(pair.length));
  }

  /**
   * The file with this path, or the deleted file that had it; null when the diff has none. Lists the changes, then
   * reads this file's part only: two git processes and little memory, however large the diff is.
   */
  async file(at: RepositoryPath, range: DiffRange, path: string): Promise<FileDiff | null> {
    const listed = parseRawDiff(await this.print(at, range, RAW));
    const change = listed.find(({ newPath }) => newPath === path);
    if (change === undefined) return null;
    const isSame = ({ oldPath, newPath }: FileChange) => oldPath === change.oldPath && newPath === path;
    const isAskable = isInside(change.oldPath) && isInside(path);
    const alone = isAskable ? parseDiff(await this.print(at, range, PATCH, [change.oldPath, path])) : [];
    // The path of a folder covers everything below it, so rename detection may differ from that among all files; and
    // git cannot be asked for a name that is not UTF-8.
    return alone.find(isSame) ?? (await this.files(at, range)).find(isSame) ?? null;
  }

  private print(
    at: RepositoryPath,
    { base, head }: DiffRange,
    options: readonly string[],
    paths: readonly string[] = [],
  ): Promise<string> {
    const revisions = [base ?? EMPTY_TREE, head];
    const args = ['diff-tree', ...options, '--end-of-options', ...revisions, '--', ...paths];
    return this.git.run(this.repositories.folder(at), ['--literal-pathspecs', ...args]);
  }

  private async tree(folder: string, commit: string): Promise<string> {
    const tree = await this.objects.object(folder, `${commit}^{tree}`);
    if (tree === null) throw new Error(`git has no commit ${commit}`);
    return tree.sha;
  }
}

/** Git accepts no other path from users, though a pushed tree may have it. */
const isInside = (path: string): boolean => !path.split('/').some((part) => ['', '.', '..'].includes(part));
