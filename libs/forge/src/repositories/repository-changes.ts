import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock, ForgeError, fullName, quoted, UnitOfWork, type Repository, type Visibility } from '#domain';
import { BareRepositories, RefList } from '#git';
import { RepositoryMoves } from './addresses/repository-moves.js';
import { RepositoryRow } from './repository.entity.js';
import { repositoryNotFound } from './require-repository.js';

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
    private readonly moves: RepositoryMoves,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
    private readonly clock: Clock,
  ) {}

  /** @throws ForgeError `invalid` for a default branch that is not there, or as `RepositoryMoves.move`. Then nothing has changed. */
  async change(found: Repository, change: RepositoryChange): Promise<void> {
    const { defaultBranch } = change;
    this.requireBranch(found, defaultBranch);
    const repository = await this.moves.move(found, { path: change.path });
    await this.unitOfWork.run(async (tx) => {
      const now = await tx.findOneBy(RepositoryRow, { id: repository.id });
      if (now === null) throw repositoryNotFound(fullName(repository));
      const { name = now.name, description = now.description, visibility = now.visibility } = change;
      const updatedAt = this.clock.now().toISOString();
      await tx.update(RepositoryRow, { id: repository.id }, { name, description, visibility, updatedAt });
      if (defaultBranch !== undefined) await this.bare.setDefaultBranch(repository, defaultBranch);
    });
  }

  private requireBranch(repository: Repository, branch: string | undefined): void {
    if (branch !== undefined && this.refs.branch(repository, branch) === null)
      throw new ForgeError(
        'invalid',
        `default_branch ${quoted(branch)} is not a branch of ${fullName(repository)}`,
      );
  }
}
