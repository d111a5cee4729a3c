import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, IsNull, type EntityManager, type Repository as Table } from 'typeorm';
import { Clock, ForgeError, UnitOfWork, type Dialect, type DomainEvent } from '#domain';
import { HookRow } from './hook.entity.js';
import type { Hook } from './hook.js';
import { HEALTHY, type HookHealth } from './hook-health.js';
import { checkHookUrl } from './hook-target.js';
import { decide, type Decision } from './wants.js';

/** Everything about a hook that its owner chooses. */
export type HookChoices = Omit<Hook, 'id' | 'repositoryId' | 'createdAt' | keyof HookHealth>;

/** The hooks of a repository. All methods that take ids throw ForgeError `not_found` when there is no such hook. */
@Injectable()
export class Hooks {
  private changes = 0;
  private readonly listeners: ((ids: ReadonlySet<number>) => void)[] = [];

  constructor(
    @InjectRepository(HookRow) private readonly rows: Table<HookRow>,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
    private readonly clock: Clock,
  ) {}

  /** Another number whenever a hook was changed, removed, disabled or sent to rest: what was read before may be out of date. */
  get revision(): number {
    return this.changes;
  }

  /** Tells for which hooks nothing need wait as it did: they are gone, disabled or enabled again. After the fact. */
  onChange(listener: (ids: ReadonlySet<number>) => void): void {
    this.listeners.push(listener);
  }

  /** What was read of hooks is out of date. @param turned those that are gone, disabled or enabled again */
  changed(turned: readonly number[] = []): void {
    this.changes += 1;
    if (turned.length > 0) for (const listener of this.listeners) listener(new Set(turned));
  }

  async register(repositoryId: number, choices: HookChoices): Promise<Hook> {
    checkHookUrl(choices.url);
    const createdAt = this.clock.now().toISOString();
    return this.unitOfWork.run((tx) => tx.save(HookRow, { ...choices, ...HEALTHY, repositoryId, createdAt }));
  }

  /** Oldest first. */
  async list(
    repositoryId: number,
    page: { skip: number; take: number },
  ): Promise<{ hooks: Hook[]; total: number }> {
    const [hooks, total] = await this.rows.findAndCount({
      where: { repositoryId },
      order: { id: 'ASC' },
      ...page,
    });
    return { hooks, total };
  }

  async get(repositoryId: number, id: number): Promise<Hook> {
    return found(await this.rows.findOneBy({ id, repositoryId }), id);
  }

  async change(repositoryId: number, id: number, changes: Partial<HookChoices>): Promise<Hook> {
    if (changes.url !== undefined) checkHookUrl(changes.url);
    const changed = await this.unitOfWork.run(async (tx) => {
      const row = found(await tx.findOneBy(HookRow, { id, repositoryId }), id);
      return tx.save(Object.assign(row, changes));
    });
    this.changed();
    return changed;
  }

  async remove(repositoryId: number, id: number): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const row = found(await tx.findOneBy(HookRow, { id, repositoryId }), id);
      await tx.delete(HookRow, { id: row.id });
    });
    this.changed([id]);
  }

  /** For a repository that goes: deliveries that still wait for their turn are cancelled. */
  async removeAll(repositoryId: number): Promise<void> {
    const ids = await this.unitOfWork.run(async (tx) => {
      const rows = await tx.find(HookRow, { select: { id: true }, where: { repositoryId } });
      await tx.delete(HookRow, { repositoryId });
      return rows.map(({ id }) => id);
    });
    this.changed(ids);
  }

  /** All hooks of the event's repository, in the order in which they were registered, and which of them want it. */
  async decisions(
    event: DomainEvent,
    tx: EntityManager,
  ): Promise<readonly (Decision & { readonly hook: Hook })[]> {
    const hooks = await tx.find(HookRow, {
      where: { repositoryId: event.repository.id },
      order: { id: 'ASC' },
    });
    return hooks.map((hook) => ({ hook, ...decide(hook, event) }));
  }

  /** Whether a hook of the repository has that dialect. @param usual of those that have none of their own */
  async speaks(repositoryId: number, dialect: Dialect, usual: Dialect): Promise<boolean> {
    const own = { repositoryId, dialect };
    return this.rows.existsBy(dialect === usual ? [own, { repositoryId, dialect: IsNull() }] : own);
  }

  /** Those of all repositories, oldest first. */
  async all(): Promise<readonly Hook[]> {
    return this.rows.find({ order: { id: 'ASC' } });
  }

  async byIds(ids: readonly number[]): Promise<ReadonlyMap<number, Hook>> {
    const hooks = await this.rows.findBy({ id: In([...ids]) });
    return new Map(hooks.map((hook) => [hook.id, hook]));
  }
}

function found(row: HookRow | null, id: number): HookRow {
  if (row === null) throw new ForgeError('not_found', `Hook ${id} does not exist in this repository`);
  return row;
}
