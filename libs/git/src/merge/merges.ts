import { Injectable } from '@nestjs/common';
import type { RepositoryPath } from '#domain';
import { CommitWriter } from '../commits/commit-writer.js';
import { BareRepositories } from '../repository/bare-repositories.js';
import { Git } from '../process/git.js';
import { GitCrashed } from '../process/git-died.js';
import { ObjectReader } from '../process/object-reader.js';
import { isWholeSha } from '../refs/revision.js';
import type { Signature } from '../process/signature.js';

/** Git crashed during a merge: a pushed tree may have an entry named `a/b`, which fails an assertion of git's. */
export class Unmergeable extends Error {}

/** The two sides of a merge. */
export interface MergeSides {
  /** The tip that is merged into. */
  readonly ours: string;
  readonly theirs: string;
}

/** A commit of the source, for rebase and squash. */
interface SourceCommit {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly message: string;
}

/** Git shows a malformed date as it reads it, and refuses a commit with what it shows. */
const VALID_DATE = /^\d+ [+-]\d{4}$/;

/** Makes merges in git's object store, without a work tree and without moving a ref. */
@Injectable()
export class Merges {
  constructor(
    private readonly git: Git,
    private readonly objects: ObjectReader,
    private readonly commits: CommitWriter,
    private readonly repositories: BareRepositories,
  ) {}

  /** @returns the merged tree; null when the sides conflict or share no history @throws Unmergeable */
  async tree(at: RepositoryPath, { ours, theirs }: MergeSides): Promise<string | null> {
    return this.mergeTree(this.repositories.folder(at), ['--end-of-options', ours, theirs]);
  }

  /** The conflicting paths; none for a clean merge, or when the sides share no history. @throws Unmergeable */
  async conflicts(at: RepositoryPath, { ours, theirs }: MergeSides): Promise<readonly string[]> {
    const args = ['--no-messages', '-z', '--end-of-options', ours, theirs];
    const printed = await this.printed(this.repositories.folder(at), args);
    return printed?.split('\0').slice(1).filter(Boolean) ?? [];
  }

  /** The tree of `merge` if it merges exactly these sides. Starts no git. */
  async treeOfMerge(at: RepositoryPath, merge: string, { ours, theirs }: MergeSides): Promise<string | null> {
    const content = await this.objects.commit(this.repositories.folder(at), merge);
    const [, tree, first, second] =
      /^tree (.{40})\nparent (.{40})\nparent (.{40})\nauthor /.exec(content?.toString('latin1') ?? '') ?? [];
    return tree !== undefined && first === ours && second === theirs ? tree : null;
  }

  /** The authors of the commits in `theirs` that `ours` lacks, oldest first, without merges. */
  async authors(at: RepositoryPath, sides: MergeSides): Promise<readonly Signature[]> {
    const commits = await this.sourceCommits(at, ['--no-merges', `${sides.ours}..${sides.theirs}`]);
    return commits.map(({ author }) => author);
  }

  /**
   * Rebases the commits of `theirs` that `ours` lacks onto `ours`, as `git rebase` does: without merges, without
   * changes that `ours` has already, with their authors.
   * @returns the new tip; null when a commit conflicts
   * @throws Unmergeable
   */
  async rebased(at: RepositoryPath, sides: MergeSides, committer: Signature): Promise<string | null> {
    const all = await this.sourceCommits(at, [`${sides.ours}..${sides.theirs}`]);
    if (all.length === 0) return sides.ours;
    if (isStraightLine(all, sides.ours)) return sides.theirs;
    const range = `${sides.ours}...${sides.theirs}`;
    const picks = await this.sourceCommits(at, ['--no-merges', '--cherry-pick', '--right-only', range]);
    let tip = { sha: sides.ours, tree: await this.commits.treeOf(at, sides.ours) };
    for (const pick of picks) {
      const tree = await this.picked(at, tip.tree, pick);
      if (tree === null) return null;
      if (tree === tip.tree && !(await this.isEmpty(at, pick))) continue;
      const { author, message } = pick;
      tip = {
        sha: await this.commits.write(at, { tree, parents: [tip.sha], author, committer, message }),
        tree,
      };
    }
    return tip.sha;
  }

  /** An intentionally empty commit. */
  private async isEmpty(at: RepositoryPath, { tree, parents: [parent] }: SourceCommit): Promise<boolean> {
    return parent !== undefined && (await this.commits.treeOf(at, parent)) === tree;
  }

  /**
   * Applies a commit's change to another tree. merge-tree finds the merge base itself, so the tree gets a temporary
   * commit with the same parent.
   */
  private async picked(at: RepositoryPath, onto: string, pick: SourceCommit): Promise<string | null> {
    const [parent] = pick.parents;
    if (parent !== undefined && (await this.commits.treeOf(at, parent)) === onto) return pick.tree;
    const passing = { tree: onto, parents: pick.parents, author: pick.author, committer: pick.author };
    const ours = await this.commits.write(at, { ...passing, message: 'Passing\n' });
    const args = ['--allow-unrelated-histories', '--end-of-options', ours, pick.sha];
    return this.mergeTree(this.repositories.folder(at), args);
  }

  /** @returns the merged tree; null when the sides conflict or share no history @throws Unmergeable */
  private async mergeTree(folder: string, args: readonly string[]): Promise<string | null> {
    const [tree = null, ...conflicts] = (await this.printed(folder, args))?.trimEnd().split('\n') ?? [];
    return conflicts.length === 0 ? tree : null;
  }

  /**
   * What git prints: the tree alone when the merge is clean, and the conflicts behind it when not. Null when the sides share no
   * history.
   * @throws Unmergeable
   */
  private async printed(folder: string, args: readonly string[]): Promise<string | null> {
    try {
      const printed = await this.git.run(folder, ['merge-tree', '--write-tree', '--name-only', ...args]);
      // Where there are no signals, a git process that crashed has only printed nothing.
      if (!isWholeSha(printed.slice(0, 40))) throw new Unmergeable('git merge-tree ended without an answer');
      return printed;
    } catch (error) {
      if (/unrelated histories/.test(String(error))) return null;
      if (error instanceof GitCrashed || /Assertion .* failed/.test(String(error)))
        throw new Unmergeable(String(error));
      throw error;
    }
  }

  private async sourceCommits(
    at: RepositoryPath,
    selection: readonly string[],
  ): Promise<readonly SourceCommit[]> {
    const printed = await this.git.run(this.repositories.folder(at), [
      'log',
      '-z',
      '--reverse',
      '--topo-order',
      '--encoding=UTF-8',
      '--date=raw',
      '--format=tformat:%H%x00%T%x00%P%x00%an%x00%ae%x00%ad%x00%B',
      ...selection,
      '--',
    ]);
    const fields = printed.split('\0');
    const commits: SourceCommit[] = [];
    for (let start = 0; start + 6 < fields.length; start += 7) {
      const [sha = '', tree = '', parents = '', name = '', email = '', date = '', message = ''] =
        fields.slice(start, start + 7);
      const author = { name, email, date: VALID_DATE.test(date) ? date : '0 +0000' };
      commits.push({ sha, tree, parents: parents.split(' ').filter(Boolean), author, message });
    }
    return commits;
  }
}

/** Whether the commits already stand on `base`, one on the other. */
const isStraightLine = (commits: readonly SourceCommit[], base: string): boolean =>
  commits.every(
    ({ parents }, index) => parents.length === 1 && parents[0] === (commits[index - 1]?.sha ?? base),
  );
