import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, type EntityManager, type FindOptionsWhere, type Repository as Table } from 'typeorm';
import { Clock, ForgeError, fullName, quoted, UnitOfWork, type Repository } from '#domain';
import { IssueRow } from '../issues/issue.entity.js';
import { MergeRequestRow } from '../merge-requests/merge-request.entity.js';
import { requireRepository } from '../repositories/require-repository.js';
import { MilestoneRow, type MilestoneState } from './milestone.entity.js';

export interface MilestoneChoices {
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly state?: MilestoneState | undefined;
  /** A day, `2024-11-09`; null removes it. */
  readonly dueOn?: string | null | undefined;
}

export interface MilestoneFilter {
  readonly state?: MilestoneState | undefined;
  readonly sort: 'due_on' | 'created';
  readonly direction: 'ASC' | 'DESC';
}

/** The number of its issues. */
export interface MilestoneProgress {
  readonly open: number;
  readonly closed: number;
}

/** The milestones of a repository. Methods that take a number throw ForgeError `not_found` when there is none. */
@Injectable()
export class Milestones {
  constructor(
    @InjectRepository(MilestoneRow) private readonly rows: Table<MilestoneRow>,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
    private readonly clock: Clock,
  ) {}

  /** @param manager of the transaction that needs it, if any */
  async get(repository: Repository, number: number, manager = this.rows.manager): Promise<MilestoneRow> {
    const row = await manager.findOneBy(MilestoneRow, { repositoryId: repository.id, id: number });
    if (row !== null) return row;
    throw new ForgeError('not_found', `Milestone ${number} does not exist in ${fullName(repository)}`);
  }

  /** The first of that title. @throws ForgeError `not_found` */
  async titled(repository: Repository, title: string): Promise<MilestoneRow> {
    const where = { repositoryId: repository.id, title };
    const row = await this.rows.findOne({ where, order: { id: 'ASC' } });
    if (row !== null) return row;
    throw new ForgeError('not_found', `Milestone ${quoted(title)} does not exist in ${fullName(repository)}`);
  }

  /** By number, without unknown numbers. */
  async byNumbers(numbers: readonly (number | null)[]): Promise<ReadonlyMap<number, MilestoneRow>> {
    const ids = [...new Set(numbers)].filter((number) => number !== null);
    const rows = ids.length === 0 ? [] : await this.rows.findBy({ id: In(ids) });
    return new Map(rows.map((row) => [row.id, row]));
  }

  async list(
    repository: Repository,
    { state, sort, direction }: MilestoneFilter,
    page: { readonly skip: number; readonly take: number },
  ): Promise<{ rows: MilestoneRow[]; total: number }> {
    const where: FindOptionsWhere<MilestoneRow> = { repositoryId: repository.id, ...(state && { state }) };
    const order = sort === 'due_on' ? { dueOn: direction, id: direction } : { id: direction };
    const [rows, total] = await this.rows.findAndCount({ where, order, ...page });
    return { rows, total };
  }

  async progress({ id }: MilestoneRow): Promise<MilestoneProgress> {
    const issues = this.rows.manager.getRepository(IssueRow);
    const open = await issues.countBy({ milestoneId: id, state: 'opened' });
    return { open, closed: await issues.countBy({ milestoneId: id, state: 'closed' }) };
  }

  create(
    repository: Repository,
    { title, description = '', state = 'open', dueOn = null }: MilestoneChoices & { readonly title: string },
  ): Promise<MilestoneRow> {
    const at = this.clock.now().toISOString();
    const choices = { title, description, state, dueOn };
    return this.unitOfWork.run(async (tx) => {
      await requireRepository(repository, tx);
      return tx.save(MilestoneRow, { repositoryId: repository.id, ...choices, createdAt: at, updatedAt: at });
    });
  }

  async change(repository: Repository, number: number, choices: MilestoneChoices): Promise<MilestoneRow> {
    return this.unitOfWork.run(async (tx) => {
      const row = await this.get(repository, number, tx);
      const { title = row.title, description = row.description, state = row.state } = choices;
      const dueOn = choices.dueOn === undefined ? row.dueOn : choices.dueOn;
      const changes = { title, description, state, dueOn, updatedAt: this.clock.now().toISOString() };
      await tx.update(MilestoneRow, { id: row.id }, changes);
      return Object.assign(row, changes);
    });
  }

  /** Removes it from its issues and merge requests. */
  async delete(repository: Repository, number: number): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const { id } = await this.get(repository, number, tx);
      await tx.update(IssueRow, { milestoneId: id }, { milestoneId: null });
      await tx.update(MergeRequestRow, { milestoneId: id, targetId: repository.id }, { milestoneId: null });
      await tx.delete(MilestoneRow, { id });
    });
  }
}
