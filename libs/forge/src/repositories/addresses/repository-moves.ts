import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { EntityManager, Repository as Table } from 'typeorm';
import { ForgeError, fullName, quoted, UnitOfWork, type Repository } from '#domain';
import { RepositoryRelocations, type AddressChange } from '#git';
import { checkName } from '../../users/names.js';
import { NamespaceRow } from '../../users/namespace.entity.js';
import { Repositories } from '../repositories.js';
import { RepositoryLock } from '../repository-lock.js';
import { RepositoryRow } from '../repository.entity.js';
import { repositoryNotFound } from '../require-repository.js';
import { Departures } from './departures.js';
import { FormerAddressRow } from './former-address.entity.js';
import { keysOf } from './former-addresses.js';

/** How long pushes under way may take to end. */
const QUIET_LIMIT_MS = 10_000;

/** Gives repositories other addresses: in their owner's namespace, or in another one. */
@Injectable()
export class RepositoryMoves {
  constructor(
    @InjectRepository(NamespaceRow) private readonly namespaces: Table<NamespaceRow>,
    private readonly repositories: Repositories,
    private readonly relocations: RepositoryRelocations,
    private readonly departures: Departures,
    private readonly lock: RepositoryLock,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
  ) {}

  /** Part of the start: undoes moves that a crash has cut off before their commit, and tidies up behind the others. */
  async recover(): Promise<void> {
    for (const change of this.relocations.unfinished()) {
      const found = await this.repositories.find(change.from);
      // The rows say whether it was committed.
      if (found !== null && fullName(found) === fullName(change.from)) this.relocations.undo(change);
      else this.relocations.finish(change);
    }
  }

  /**
   * Waits until what was pushed is on record; pushes that begin meanwhile wait, and find it gone.
   * @returns the repository at its new address
   * @throws ForgeError `invalid` for an owner that there is not, or a name that is not allowed; `conflict` when the address is
   *   taken, or pushes do not end; `not_found`
   */
  async move(
    repository: Repository,
    to: { readonly owner?: string | undefined; readonly path?: string | undefined },
  ): Promise<Repository> {
    const { owner = repository.owner, path = repository.path } = to;
    checkName('path', path);
    const namespace = await this.namespaces.findOneBy({ pathKey: owner.toLowerCase() });
    if (namespace === null)
      throw new ForgeError('invalid', `There is no user or organisation ${quoted(owner)}`);
    const change = { from: repository, to: { owner: namespace.path, path } };
    if (fullName(change.from) === fullName(change.to)) return repository;
    await this.lock.run(repository, async () => {
      const attempt = () => this.attempt(repository.id, change, namespace);
      if (!(await this.relocations.whileQuiet(change, QUIET_LIMIT_MS, attempt)))
        throw new ForgeError('conflict', `A push to ${fullName(repository)} is under way; try again later`);
    });
    return { ...repository, ...change.to };
  }

  /** @returns false when a push has come in between */
  private async attempt(id: number, change: AddressChange, namespace: NamespaceRow): Promise<boolean> {
    let isUndecided = false;
    try {
      return await this.unitOfWork.run(async (tx) => {
        await this.requireFree(id, change, namespace, tx);
        isUndecided = this.relocations.begin(change);
        if (!isUndecided) return false;
        await this.readdress(id, change, namespace, tx);
        this.unitOfWork.afterCommit(tx, () => {
          isUndecided = false;
          this.relocations.finish(change);
          this.departures.note(change.from, 'moved');
        });
        return true;
      });
    } catch (error) {
      if (isUndecided) this.relocations.undo(change);
      throw error;
    }
  }

  /** @throws ForgeError `not_found` when the repository is somewhere else by now; `conflict` when the new address is taken */
  private async requireFree(
    id: number,
    { from, to }: AddressChange,
    namespace: NamespaceRow,
    tx: EntityManager,
  ): Promise<void> {
    const row = await tx.findOneBy(RepositoryRow, { id });
    if (row === null || fullName({ owner: row.namespace.path, path: row.path }) !== fullName(from))
      throw repositoryNotFound(fullName(from));
    const there = await tx.findOneBy(RepositoryRow, {
      namespaceId: namespace.id,
      pathKey: to.path.toLowerCase(),
    });
    if (there !== null && there.id !== id)
      throw new ForgeError('conflict', `Repository ${quoted(fullName(to))} already exists`);
  }

  private async readdress(
    id: number,
    { from, to }: AddressChange,
    namespace: NamespaceRow,
    tx: EntityManager,
  ): Promise<void> {
    const { ownerKey, pathKey } = keysOf(to.owner, to.path);
    await tx.update(RepositoryRow, { id }, { namespaceId: namespace.id, path: to.path, pathKey });
    await tx.save(FormerAddressRow, { ...keysOf(from.owner, from.path), repositoryId: id });
    // It may have come back to where it was, or where another one was.
    await tx.delete(FormerAddressRow, { ownerKey, pathKey });
  }
}
