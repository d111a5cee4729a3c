import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { ForgeError, fullName, quoted, type RepositoryPath } from '#domain';
import { BareRepositories } from '../repository/bare-repositories.js';
import { choosing, type ChosenCommits } from './chosen-commits.js';
import type { CommitDetails } from './commit-details.js';
import { CommitLog } from './commit-log.js';
import { Git } from '../process/git.js';
import { RefList } from '../refs/ref-list.js';

export interface CommitQuery extends ChosenCommits {
  /** Branch, tag, full ref name or sha; the default branch when it is left out. */
  readonly revision?: string | undefined;
  /** The sha of a commit that is left out with all behind it. */
  readonly excluded?: string | undefined;
  /** The file or folder that the commits changed, as it is: no pattern. */
  readonly path?: string | undefined;
  readonly skip: number;
  readonly take: number;
}

export interface CommitPage {
  /** Newest first. */
  readonly commits: readonly CommitDetails[];
  /** All of them, however many `commits` has; null when there are more than 1,000. */
  readonly total: number | null;
}

/** Which commits; see `git rev-list`. */
interface Walk {
  readonly options: readonly string[];
  /** Shas only: what a walk from them finds stays true for ever. */
  readonly revisions: readonly string[];
  /** As they are: no patterns. */
  readonly paths: readonly string[];
}

/** How many walks are remembered, of up to about a thousand shas each. */
const MOST_WALKS = 32;

/** Counting more than these takes too long in a long history. */
const MOST_COUNTED = 1_000;

/** Git counts in 32 bits. */
const MOST_SKIPPED = 2 ** 31 - 1;

/** Reads commits for people, who may ask for what is not there. */
@Injectable()
export class History {
  /** The shas of the last walks, by folder and arguments: the next page mostly is part of one. */
  private readonly walks = new LRUCache<string, readonly string[]>({ max: MOST_WALKS });

  constructor(
    private readonly git: Git,
    private readonly repositories: BareRepositories,
    private readonly refs: RefList,
    private readonly log: CommitLog,
  ) {}

  /**
   * One git process at most, two far behind the end. A default branch that has no commits yet is an empty list.
   * @throws ForgeError `not_found` for any other revision that is not there
   */
  async page(at: RepositoryPath, query: CommitQuery): Promise<CommitPage> {
    const defaultBranch = this.repositories.defaultBranch(at);
    const { revision = defaultBranch } = query;
    const tip = await this.refs.resolve(at, revision);
    if (tip === null && revision === defaultBranch) return { commits: [], total: 0 };
    if (tip === null) throw unknownRevision(at, revision);
    const folder = this.repositories.folder(at);
    const { shas, total } = await this.list(folder, walkOf(tip, query), query);
    return { commits: await this.log.several(at, shas), total };
  }

  /** Null for a revision that is not there. Starts no git for most commits. */
  async details(at: RepositoryPath, revision: string): Promise<CommitDetails | null> {
    const sha = await this.refs.resolve(at, revision);
    const [commit = null] = sha === null ? [] : await this.several(at, [sha]);
    return commit;
  }

  /** @throws ForgeError `not_found` for a revision that is not there */
  async get(at: RepositoryPath, revision: string): Promise<CommitDetails> {
    const commit = await this.details(at, revision);
    if (commit === null) throw unknownRevision(at, revision);
    return commit;
  }

  /** In the order of `shas`, without those that git has no commit for. */
  several(at: RepositoryPath, shas: readonly string[]): Promise<readonly CommitDetails[]> {
    return this.log.several(at, shas);
  }

  /** One walk tells the page and how many there are, too, unless the page lies far back. */
  private async list(folder: string, walk: Walk, { skip, take }: CommitQuery) {
    const walked = (...stretch: readonly string[]) =>
      this.walk(folder, { ...walk, options: [...stretch, ...walk.options] });
    const isFarBack = skip >= MOST_COUNTED;
    const far = isFarBack
      ? await walked(`--skip=${Math.min(skip, MOST_SKIPPED)}`, `--max-count=${take}`)
      : [];
    if (far.length > 0) return { shas: far, total: null };
    // The same for each page: a walk that is known is not made again.
    const all = await walked(`--max-count=${MOST_COUNTED + take}`);
    return { shas: all.slice(skip, skip + take), total: all.length > MOST_COUNTED ? null : all.length };
  }

  /** Newest first. */
  private async walk(folder: string, { options, revisions, paths }: Walk): Promise<readonly string[]> {
    const selected = [...options, '--end-of-options', ...revisions, '--', ...paths];
    const key = [folder, ...selected].join('\0');
    const known = this.walks.get(key);
    if (known !== undefined) return known;
    const printed = await this.git.run(folder, ['--literal-pathspecs', 'rev-list', ...selected]);
    const shas = printed.split('\n').filter(Boolean);
    this.walks.set(key, shas);
    return shas;
  }
}

function walkOf(tip: string, { excluded, path, ...chosen }: CommitQuery): Walk {
  return {
    options: choosing(chosen),
    revisions: excluded === undefined ? [tip] : [tip, `^${excluded}`],
    paths: path ? [path] : [],
  };
}

const unknownRevision = (at: RepositoryPath, revision: string): ForgeError =>
  new ForgeError('not_found', `Revision ${quoted(revision)} does not exist in ${fullName(at)}`);
