import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  Clock,
  ForgeError,
  fullName,
  quoted,
  UnitOfWork,
  type Repository,
  type RepositoryPath,
  type Visibility,
} from '#domain';
import { BareRepositories, RefList } from '#git';
import { RepositoryRow } from './repository.entity.js';
import { requireRepository } from './require-repository.js';

/** What is undefined stays as it is. */
export interface RepositoryChange {
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly path?: string | undefined;
  readonly visibility?: Visibility | undefined;
  /** A branch that is there. */
  readonly defaultBranch?: string | undefined;
}

/** Changes what a repository is called, says and shows of itself. */
@Injectable()
export class RepositoryChanges {
  constructor(
    private readonly bare: BareRepositories,
    private readonly refs: RefList,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
    private readonly clock: Clock,
  ) {}

  /** @throws ForgeError `invalid` for a default branch that is not there; `not_allowed` for another path. Then nothing has changed. */
  async change(repository: Repository, change: RepositoryChange): Promise<void> {
    const { defaultBranch } = change;
    this.requireStays(repository, { path: change.path });
    if (defaultBranch !== undefined && this.refs.branch(repository, defaultBranch) === null)
      throw new ForgeError(
        'invalid',
        `default_branch ${quoted(defaultBranch)} is not a branch of ${fullName(repository)}`,
      );
    await this.unitOfWork.run(async (tx) => {
      await requireRepository(repository, tx);
      const { name, description, visibility } = repository;
      await tx.update(
        RepositoryRow,
        { id: repository.id },
        {
          name: change.name ?? name,
          description: change.description ?? description,
          visibility: change.visibility ?? visibility,
          updatedAt: this.clock.now().toISOString(),
        },
      );
      if (defaultBranch !== undefined) await this.bare.setDefaultBranch(repository, defaultBranch);
    });
  }

  /**
   * A repository keeps its address: pushes that are under way, and their records, know it by that.
   * @returns where it is
   * @throws ForgeError `not_allowed` for another place
   */
  requireStays(
    repository: Repository,
    {
      owner = repository.owner,
      path = repository.path,
    }: { readonly [Key in keyof RepositoryPath]?: string | undefined },
  ): RepositoryPath {
    const wanted = fullName({ owner, path });
    if (wanted.toLowerCase() === fullName(repository).toLowerCase()) return repository;
    throw new ForgeError(
      'not_allowed',
      `${fullName(repository)} cannot be moved to ${quoted(wanted)}: repositories keep their address here; fork it instead`,
    );
  }
}
