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
  /** The sha of a commit that is excluded with all its ancestors. */
  readonly excluded?: string | undefined;
  /** The file or folder that the commits change; no pattern. */
  readonly path?: string | undefined;
  readonly skip: number;
  readonly take: number;
}

export interface CommitPage {
  /** Newest first. */
  readonly commits: readonly CommitDetails[];
  /** Their number, which may be more than `commits` holds; null when there are more than 1,000. */
  readonly total: number | null;
}

/** Arguments of `git rev-list`. */
interface Walk {
  readonly options: readonly string[];
  /** Shas only, so that the result of a walk never changes. */
  readonly revisions: readonly string[];
  /** No patterns. */
  readonly paths: readonly string[];
}

/** Cached walks, of up to about a thousand shas each. */
const MOST_WALKS = 32;

/** Counting more than these takes too long in a long history. */
const MOST_COUNTED = 1_000;

/** Git's numbers have 32 bits. */
const MOST_SKIPPED = 2 ** 31 - 1;

/** Reads commits by revisions and paths that users give. */
@Injectable()
export class History {
  /** The shas of the latest walks, by folder and arguments: the next page is mostly part of one. */
  private readonly walks = new LRUCache<string, readonly string[]>({ max: MOST_WALKS });

  constructor(
    private readonly git: Git,
    private readonly repositories: BareRepositories,
    private readonly refs: RefList,
    private readonly log: CommitLog,
  ) {}

  /**
   * One git process at most, two for a page beyond the end. A default branch without commits gives an empty list.
   * @throws ForgeError `not_found` for any other unknown revision
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

  /** Null for an unknown revision. Uses a running process for most. */
  async details(at: RepositoryPath, revision: string): Promise<CommitDetails | null> {
    const sha = await this.refs.resolve(at, revision);
    const [commit = null] = sha === null ? [] : await this.several(at, [sha]);
    return commit;
  }

  /** @throws ForgeError `not_found` for an unknown revision */
  async get(at: RepositoryPath, revision: string): Promise<CommitDetails> {
    const commit = await this.details(at, revision);
    if (commit === null) throw unknownRevision(at, revision);
    return commit;
  }

  /** In the order of `shas`, without unknown ones. */
  several(at: RepositoryPath, shas: readonly string[]): Promise<readonly CommitDetails[]> {
    return this.log.several(at, shas);
  }

  /** One walk gives the page and the total, unless the page lies far back. */
  private async list(folder: string, walk: Walk, { skip, take }: CommitQuery) {
    const walked = (...stretch: readonly string[]) =>
      this.walk(folder, { ...walk, options: [...stretch, ...walk.options] });
    const isFarBack = skip >= MOST_COUNTED;
    const far = isFarBack
      ? await walked(`--skip=${Math.min(skip, MOST_SKIPPED)}`, `--max-count=${take}`)
      : [];
    if (far.length > 0) return { shas: far, total: null };
    // The same for each page, so that a cached walk serves the next.
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
