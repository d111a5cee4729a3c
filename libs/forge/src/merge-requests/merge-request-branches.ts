import { Injectable } from '@nestjs/common';
import {
  ForgeError,
  fullName,
  quoted,
  repositoryPathOf,
  shortened,
  type Repository,
  type User,
} from '#domain';
import { BareRepositories, CommitLog, MergeRequestRefs } from '#git';
import { repositoryNotFound } from '../repositories/require-repository.js';
import { nameOf } from './merge-request-state.js';
import type { MergeRequestRow } from './merge-request.entity.js';
import { isBranchName } from '../users/names.js';
import { BRANCH } from '../refs/ref-events.js';
import { RepositoryAccess } from '../access/repository-access.js';
import { Forks } from '../repositories/forks.js';
import { Repositories } from '../repositories/repositories.js';

/** The source and target branches of a merge request. */
export interface Branches {
  readonly source: Repository;
  readonly sourceBranch: string;
  readonly target: Repository;
  readonly targetBranch: string;
}

/** The commits of both branches. */
export interface Tips {
  readonly head: string;
  readonly base: string;
}

/** The branches as a caller names them. */
export interface BranchNames {
  /** `branch`, or `owner:branch` or `owner/path:branch` for a fork. */
  readonly head: string;
  readonly base: string;
  /** `owner/path` of the fork, if its owner has several. */
  readonly forkPath?: string | undefined;
}

/** The branches of merge requests in git. */
@Injectable()
export class MergeRequestBranches {
  constructor(
    private readonly repositories: Repositories,
    private readonly forks: Forks,
    private readonly access: RepositoryAccess,
    private readonly bare: BareRepositories,
    private readonly refs: MergeRequestRefs,
    private readonly log: CommitLog,
  ) {}

  /** @throws ForgeError `invalid` when there is no such fork that the user may read */
  async named(target: Repository, { head, base, forkPath }: BranchNames, user: User): Promise<Branches> {
    const [, owner, branch = ''] = /^(?:([^:]+):)?(.*)$/s.exec(head) ?? [];
    const source = await this.source(target, { owner, forkPath }, user);
    if (source.id === target.id && branch === base)
      throw new ForgeError('invalid', `head and base are the same branch ${quoted(base)}`);
    return { source, sourceBranch: branch, target, targetBranch: base };
  }

  /** Those of a closed request. @throws ForgeError `invalid` when its source is gone, or the user may not read it */
  async toReopen(row: MergeRequestRow, target: Repository, user: User): Promise<Branches> {
    const { sourceId, sourceBranch, targetBranch } = row;
    const words = `${nameOf(row)} cannot be reopened: the fork it came from is gone`;
    const source = await readable(this.access.byId(sourceId, user), words);
    return { source, sourceBranch, target, targetBranch };
  }

  /** @throws ForgeError `invalid` naming the missing branch */
  tips({ source, sourceBranch, target, targetBranch }: Branches): Tips {
    const tip = (field: string, repository: Repository, branch: string): string => {
      const sha = isBranchName(branch) ? this.bare.ref(repository, BRANCH + branch) : null;
      if (sha !== null) return sha;
      throw new ForgeError(
        'invalid',
        `${field} ${quoted(branch)} is not a branch of ${fullName(repository)}`,
      );
    };
    return { head: tip('head', source, sourceBranch), base: tip('base', target, targetBranch) };
  }

  /**
   * Fetches the source's commits into the target.
   * @throws ForgeError `invalid` when the target branch has them already
   */
  async join({ source, sourceBranch, target, targetBranch }: Branches, { head, base }: Tips): Promise<void> {
    await this.bring(target, { source, sha: head });
    if (!(await this.log.isAncestor(target, { ancestor: head, descendant: base }))) return;
    throw new ForgeError(
      'invalid',
      `There is nothing to merge: ${shortened(targetBranch)} has all commits of ${shortened(sourceBranch)} already`,
    );
  }

  /** @throws ForgeError `not_found` when the source was deleted meanwhile */
  private async bring(
    target: Repository,
    { source, sha }: { readonly source: Repository; readonly sha: string },
  ): Promise<void> {
    try {
      await this.refs.bring(target, { source, sha });
    } catch (error) {
      if ((await this.repositories.byId(source.id)) === null) throw repositoryNotFound(fullName(source));
      throw error;
    }
  }

  /** Sets the request's `head` ref to its newest commit. */
  async pin(target: Repository, iid: number, head: string): Promise<void> {
    await this.refs.setHead(target, iid, head);
  }

  private async source(
    target: Repository,
    { owner, forkPath }: { readonly owner: string | undefined; readonly forkPath: string | undefined },
    user: User,
  ): Promise<Repository> {
    const path = forkPath ?? (owner?.includes('/') === true ? owner : undefined);
    if (path !== undefined) {
      const field = forkPath === undefined ? 'head' : 'fork_path';
      const words = `${field} names ${quoted(path)}, which is not a repository`;
      const at = repositoryPathOf(path);
      if (at === null) throw new ForgeError('invalid', words);
      return readable(this.access.find(at, user, 'read'), words);
    }
    if (owner === undefined || owner.toLowerCase() === target.owner.toLowerCase()) return target;
    const fork = await this.forks.relative(target, owner);
    const words = `head names ${quoted(owner)}, who has no fork of ${fullName(target)}`;
    if (fork === null) throw new ForgeError('invalid', words);
    return readable(this.access.find(fork, user, 'read'), words);
  }
}

/** A fork that the user may not read counts as missing. */
async function readable(found: Promise<Repository>, refusal: string): Promise<Repository> {
  try {
    return await found;
  } catch (error) {
    if (!(error instanceof ForgeError)) throw error;
    throw new ForgeError('invalid', refusal);
  }
}
