import { Injectable } from '@nestjs/common';
import { nullUnlessOutOfResources, type Commit, type RepositoryPath } from '#domain';
import { BareRepositories } from '../repository/bare-repositories.js';
import { toCommit, type CommitDetails } from './commit-details.js';
import { Git } from '../process/git.js';
import { nullUnlessDied } from '../process/git-died.js';
import { ObjectReader } from '../process/object-reader.js';
import { parseCommit } from './parse-commit.js';
import { parsePrinted, PRINT_COMMITS } from './print-commits.js';
import { readRef } from '../repository/ref-files.js';

export interface Range {
  readonly tip: string;
  readonly excluded: string | null;
}

export interface Arrivals {
  readonly commits: readonly Commit[];
  /** Their number, which may be more than `commits` holds. */
  readonly total: number;
}

/** Two commits, by their shas. */
export interface Ancestry {
  readonly ancestor: string;
  readonly descendant: string;
}

/** Commits that are read one by one before git is asked. */
const SHORT_LINE = 20;

const revisions = ({ tip, excluded }: Range): string[] => (excluded === null ? [tip] : [tip, `^${excluded}`]);

/** Reads commits by sha, and ranges of commits, oldest first. */
@Injectable()
export class CommitLog {
  constructor(
    private readonly git: Git,
    private readonly objects: ObjectReader,
    private readonly repositories: BareRepositories,
  ) {}

  /**
   * The commits reachable from `tip` and not from `excluded` (a sha or full ref name; null excludes nothing). A
   * linear range is read from running processes unless it is longer than `limit` or does not end at `excluded`;
   * everything else takes one git process, two when there are more than `limit`.
   */
  async between(at: RepositoryPath, range: Range, limit: number): Promise<Arrivals> {
    const folder = this.repositories.folder(at);
    const line = await this.straightLine(folder, range, limit);
    if (line === null) return this.anyShape(folder, range, limit);
    const total = line.isWhole ? line.commits.length : await this.count(folder, range);
    // Of a linear range, `excluded` reaches the older end.
    return { commits: line.commits.slice(0, total).reverse(), total };
  }

  /** Newest first, at most `limit`; null when it meets a merge, or a commit that only git itself should read. */
  private async straightLine(folder: string, { tip, excluded }: Range, limit: number) {
    const end = excluded?.startsWith('refs/') ? (readRef(folder, excluded) ?? excluded) : excluded;
    const commits: Commit[] = [];
    let next: string | undefined = tip;
    while (next !== undefined && next !== end && commits.length < limit) {
      const parsed: CommitDetails | null = await this.readCommit(folder, next);
      if (parsed === null || parsed.parents.length > 1) return null;
      commits.push(toCommit(parsed));
      next = parsed.parents[0];
    }
    return { commits, isWhole: next === end || (next === undefined && excluded === null) };
  }

  private async readCommit(folder: string, sha: string): Promise<CommitDetails | null> {
    const content = await this.objects.commit(folder, sha).catch(nullUnlessOutOfResources);
    return content && parseCommit(sha, content);
  }

  private async anyShape(folder: string, range: Range, limit: number): Promise<Arrivals> {
    const newest = await this.log(folder, [`--max-count=${limit + 1}`], revisions(range));
    const commits = newest.slice(0, limit).map(toCommit).reverse();
    return { commits, total: newest.length <= limit ? newest.length : await this.count(folder, range) };
  }

  private async count(folder: string, range: Range): Promise<number> {
    const args = ['rev-list', '--count', '--end-of-options', ...revisions(range), '--'];
    return Number(await this.git.run(folder, args));
  }

  /**
   * Whether git can still read these objects: a deleted branch may have taken its commits along. Asks a new git
   * process, because a persistent one may still have an old pack open.
   */
  async areThere(at: RepositoryPath, shas: readonly string[]): Promise<boolean> {
    const folder = this.repositories.folder(at);
    const looks = shas.map((sha) => this.git.run(folder, ['cat-file', '-t', sha]).catch(nullUnlessDied));
    return (await Promise.all(looks)).every((type) => type !== null);
  }

  /** One commit; null when git cannot read it. Uses a running process for most. */
  async one(at: RepositoryPath, sha: string): Promise<Commit | null> {
    const folder = this.repositories.folder(at);
    const parsed = await this.readCommit(folder, sha);
    if (parsed) return toCommit(parsed);
    const found = await this.log(folder, ['--max-count=1'], [sha]).catch(nullUnlessDied);
    return found?.[0] ? toCommit(found[0]) : null;
  }

  /** In the order of `shas`, without unknown ones. One git process at most. */
  async several(at: RepositoryPath, shas: readonly string[]): Promise<readonly CommitDetails[]> {
    const folder = this.repositories.folder(at);
    const objects = await Promise.all(shas.map((sha) => this.objects.commit(folder, sha)));
    const parsed = objects.map((content, index) => content && parseCommit(shas[index] ?? '', content));
    const odd = shas.filter((_, index) => objects[index] !== null && parsed[index] === null);
    const options = ['--no-walk=unsorted', '--ignore-missing'];
    const printed = odd.length === 0 ? [] : await this.log(folder, options, odd);
    const bySha = new Map(printed.map((commit) => [commit.sha, commit]));
    return shas.flatMap((sha, index) => parsed[index] ?? bySha.get(sha) ?? []);
  }

  /** The newest `count` commits of a branch; empty when the branch has none. */
  async newest(at: RepositoryPath, branch: string, count: number): Promise<readonly Commit[]> {
    const ref = `refs/heads/${branch}`;
    if (!this.repositories.hasRef(at, ref)) return [];
    const commits = await this.log(this.repositories.folder(at), [`--max-count=${count}`], [ref]);
    return commits.map(toCommit).reverse();
  }

  /**
   * Whether `ancestor` is in the history of `descendant`, or is the same commit. Starts no git when `ancestor` is a
   * few commits ahead of `descendant`.
   */
  async isAncestor(at: RepositoryPath, { ancestor, descendant }: Ancestry): Promise<boolean> {
    const folder = this.repositories.folder(at);
    if (await this.isOnTop(folder, { ancestor, descendant })) return false;
    const args = [
      'rev-list',
      '--count',
      '--max-count=1',
      '--end-of-options',
      ancestor,
      `^${descendant}`,
      '--',
    ];
    return (await this.git.run(folder, args)).trim() === '0';
  }

  /** Whether `ancestor` is in fact a descendant, by first parents. */
  private async isOnTop(folder: string, { ancestor, descendant }: Ancestry): Promise<boolean> {
    if (ancestor === descendant) return false;
    let sha: string | undefined = ancestor;
    for (let step = 0; step < SHORT_LINE && sha !== undefined && sha !== descendant; step += 1) {
      const content = await this.objects.commit(folder, sha);
      sha = (content && parseCommit(sha, content))?.parents[0];
    }
    return sha === descendant;
  }

  /** Newest first. */
  private async log(
    folder: string,
    options: readonly string[],
    tips: readonly string[],
  ): Promise<readonly CommitDetails[]> {
    const args = ['log', ...options, ...PRINT_COMMITS, '--end-of-options', ...tips, '--'];
    return parsePrinted(await this.git.run(folder, args));
  }
}
