import type { EntityManager } from 'typeorm';
import { ForgeError, fullName, quoted, type Repository } from '#domain';
import { RepositoryRow } from './repository.entity.js';

/** Checks in a transaction that the repository still exists. @throws ForgeError `not_found` */
export async function requireRepository(repository: Repository, tx: EntityManager): Promise<void> {
  if (!(await tx.existsBy(RepositoryRow, { id: repository.id })))
    throw repositoryNotFound(fullName(repository));
}

export const repositoryNotFound = (name: string): ForgeError =>
  new ForgeError('not_found', `Repository ${quoted(name)} does not exist`);
