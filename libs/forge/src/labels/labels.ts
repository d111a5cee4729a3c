import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { EntityManager, Repository as Table } from 'typeorm';
import { Clock, ForgeError, fullName, quoted, UnitOfWork, type Repository, type User } from '#domain';
import { containing } from '../containing.js';
import { NamespaceRow } from '../users/namespace.entity.js';
import { Organisations } from '../organisations/organisations.js';
import { requireRepository } from '../repositories/require-repository.js';
import { RepositoryRow } from '../repositories/repository.entity.js';
import { ReadableRepositories } from '../access/readable-repositories.js';
import { LabelRow } from './label.entity.js';

export interface LabelChoices {
  readonly name?: string | undefined;
  /** `#rrggbb` */
  readonly color?: string | undefined;
}

/** Which labels of a namespace to list. */
export interface LabelSearch {
  readonly search?: string | undefined;
  readonly direction: 'ASC' | 'DESC';
}

interface Stretch {
  readonly skip: number;
  readonly take: number;
}

const DEFAULT_COLOR = '#428BCA';
const LONGEST_LABEL = 200;

/** The labels of a repository, for its issues and its merge requests. */
@Injectable()
export class Labels {
  constructor(
    @InjectRepository(LabelRow) private readonly rows: Table<LabelRow>,
    private readonly organisations: Organisations,
    private readonly readable: ReadableRepositories,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
    private readonly clock: Clock,
  ) {}

  /** Oldest first. */
  async list({ id }: Repository, page: Stretch): Promise<{ rows: LabelRow[]; total: number }> {
    const where = { repositoryId: id };
    const [rows, total] = await this.rows.findAndCount({ where, order: { id: 'ASC' }, ...page });
    return { rows, total };
  }

  /** The labels of an owner's repositories that the user may read. @throws ForgeError `not_found` */
  async ofOwner(
    owner: string,
    { search, direction }: LabelSearch,
    user: User,
    page: Stretch,
  ): Promise<{ rows: LabelRow[]; total: number }> {
    const { id } = await this.organisations.namespace(owner);
    const query = this.rows
      .createQueryBuilder('label')
      .innerJoin(RepositoryRow, 'repository', 'repository.id = label.repositoryId')
      .innerJoin(NamespaceRow, 'namespace', 'namespace.id = repository.namespaceId')
      .where('namespace.id = :id', { id });
    this.readable.restrict(query, user);
    if (search)
      query.andWhere(String.raw`LOWER(label.name) LIKE LOWER(:search) ESCAPE '\'`, {
        search: containing(search),
      });
    const [rows, total] = await query
      .orderBy('label.id', direction)
      .offset(page.skip)
      .limit(page.take)
      .getManyAndCount();
    return { rows, total };
  }

  /** @param manager of the transaction that needs it, if any @throws ForgeError `not_found` */
  async get(repository: Repository, name: string, manager = this.rows.manager): Promise<LabelRow> {
    const row = await manager.findOneBy(LabelRow, { repositoryId: repository.id, name });
    if (row !== null) return row;
    throw new ForgeError('not_found', `Label ${quoted(name)} does not exist in ${fullName(repository)}`);
  }

  /** @throws ForgeError `conflict` when the name is taken */
  create(
    repository: Repository,
    label: { readonly name: string; readonly color: string },
  ): Promise<LabelRow> {
    checkName(label.name);
    return this.unitOfWork.run(async (tx) => {
      await requireRepository(repository, tx);
      await requireFree(repository, label.name, tx);
      const createdAt = this.clock.now().toISOString();
      return tx.save(LabelRow, { repositoryId: repository.id, ...label, createdAt });
    });
  }

  /** @throws ForgeError `not_found`; `conflict` when another label has the name */
  change(repository: Repository, name: string, choices: LabelChoices): Promise<LabelRow> {
    if (choices.name !== undefined) checkName(choices.name);
    return this.unitOfWork.run(async (tx) => {
      const row = await this.get(repository, name, tx);
      const wanted = { name: choices.name ?? row.name, color: choices.color ?? row.color };
      if (wanted.name !== row.name) await requireFree(repository, wanted.name, tx);
      await tx.update(LabelRow, { id: row.id }, wanted);
      return Object.assign(row, wanted);
    });
  }

  /** Removes it from all issues and merge requests. @throws ForgeError `not_found` */
  async delete(repository: Repository, name: string): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const { id } = await this.get(repository, name, tx);
      await tx.delete(LabelRow, { id });
    });
  }

  /** Creates missing labels. @returns the ids of all @throws ForgeError `invalid` for an invalid name */
  async ensure(
    repositoryId: number,
    names: readonly string[],
    tx: EntityManager,
  ): Promise<readonly number[]> {
    const ids: number[] = [];
    for (const name of names) {
      checkName(name);
      const known = await tx.findOneBy(LabelRow, { repositoryId, name });
      const createdAt = this.clock.now().toISOString();
      const row = known ?? (await tx.save(LabelRow, { repositoryId, name, color: DEFAULT_COLOR, createdAt }));
      ids.push(row.id);
    }
    return ids;
  }
}

/** Lists of names are separated by commas. */
function checkName(name: string): void {
  if (name.includes(','))
    throw new ForgeError('invalid', `labels has the name ${quoted(name)}; commas are not allowed in it`);
  if (name.length > 0 && name.length <= LONGEST_LABEL) return;
  throw new ForgeError(
    'invalid',
    `labels has a name of ${name.length} characters; 1 to ${LONGEST_LABEL} are allowed`,
  );
}

async function requireFree(repository: Repository, name: string, tx: EntityManager): Promise<void> {
  if (await tx.existsBy(LabelRow, { repositoryId: repository.id, name }))
    throw new ForgeError('conflict', `Label ${quoted(name)} already exists in ${fullName(repository)}`);
}
