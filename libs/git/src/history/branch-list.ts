import { Injectable } from '@nestjs/common';
import { ForgeError, fullName, quoted, type RepositoryPath } from '#domain';
import { BareRepositories } from '../repository/bare-repositories.js';
import type { CommitDetails } from './commit-details.js';
import { CommitLog } from './commit-log.js';
import { History } from './history.js';
import { RefList } from '../refs/ref-list.js';
import type { Stretch } from '../repository/ref-files.js';

interface Branch {
  readonly name: string;
  /** Its newest commit. */
  readonly commit: CommitDetails;
}

interface BranchDetails extends Branch {
  readonly isDefault: boolean;
  /** Whether the default branch contains all its commits; true for the default branch itself. */
  readonly isMerged: boolean;
}

interface BranchPage {
  readonly branches: readonly Branch[];
  /** Their number, which may be more than `branches` holds. */
  readonly total: number;
}

/** Reads branches with the commits they point at. */
@Injectable()
export class BranchList {
  constructor(
    private readonly repositories: BareRepositories,
    private readonly refs: RefList,
    private readonly history: History,
    private readonly log: CommitLog,
  ) {}

  /** By name, which uses running processes, or by the time of the newest commit. */
  async page(at: RepositoryPath, order: Stretch & { readonly by: 'name' | 'updated' }): Promise<BranchPage> {
    const listed =
      order.by === 'name' ? this.refs.branches(at, order) : await this.refs.branchesByUpdate(at, order);
    const found = await this.history.several(
      at,
      listed.refs.map(({ sha }) => sha),
    );
    const commits = new Map(found.map((commit) => [commit.sha, commit]));
    const branches = listed.refs.flatMap(({ name, sha }) => {
      const commit = commits.get(sha);
      return commit ? [{ name, commit }] : [];
    });
    return { branches, total: listed.total };
  }

  /** One git process at most. @throws ForgeError `not_found` */
  async get(at: RepositoryPath, name: string): Promise<BranchDetails> {
    const sha = this.refs.branch(at, name);
    const [commit] = sha === null ? [] : await this.history.several(at, [sha]);
    if (commit === undefined)
      throw new ForgeError('not_found', `Branch ${quoted(name)} does not exist in ${fullName(at)}`);
    const isDefault = name === this.repositories.defaultBranch(at);
    return { name, commit, isDefault, isMerged: isDefault || (await this.isMerged(at, commit.sha)) };
  }

  private async isMerged(at: RepositoryPath, sha: string): Promise<boolean> {
    const tip = this.refs.branch(at, this.repositories.defaultBranch(at));
    return tip !== null && this.log.isAncestor(at, { ancestor: sha, descendant: tip });
  }
}
