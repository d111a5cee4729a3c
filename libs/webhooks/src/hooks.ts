import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Subject } from 'rxjs';
import { In, type EntityManager, type Repository as Table } from 'typeorm';
import { byFlag, Clock, ForgeError, UnitOfWork, type DomainEvent, type OnStateReplaced } from '#domain';
import { HookRow } from './hook.entity.js';
import type { Hook } from './hook.js';
import { HEALTHY, type HookHealth } from './hook-health.js';
import { checkHookUrl } from './targets/hook-target.js';
import { decide, type Decision } from './delivery-decision.js';

/** The fields of a hook that its owner chooses. */
export type HookChoices = Omit<Hook, 'id' | 'repositoryId' | 'createdAt' | keyof HookHealth>;

/** Hooks that were deleted, disabled or enabled. */
export interface ToggledHooks {
  readonly ids: ReadonlySet<number>;
  readonly are: 'deleted' | 'disabled' | 'enabled';
}

/**
 * The hooks of repositories. Methods that take ids throw ForgeError `not_found` for an unknown hook. Hooks are cached
 * until one changes, because every event and delivery reads them; with several processes that change hooks, `changed`
 * must be called in each of them.
 */
@Injectable()
export class Hooks implements OnStateReplaced {
  private readonly known = new Map<number, Hook>();
  private readonly ofRepositories = new Map<number, readonly Hook[]>();
  private changes = 0;
  private readonly toggles = new Subject<ToggledHooks>();

  constructor(
    @InjectRepository(HookRow) private readonly rows: Table<HookRow>,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
    private readonly clock: Clock,
  ) {
    // Hooks may have been read from a transaction that was rolled back.
    unitOfWork.onRollback(() => this.changed());
  }

  /** Calls `listener` with hooks that were deleted, disabled or enabled, after the commit. */
  onToggle(listener: (toggled: ToggledHooks) => void): void {
    this.toggles.subscribe(listener);
  }

  /** Clears the cache. Call it right after a commit, so that nobody reads in between. */
  changed(toggled?: ToggledHooks): void {
    this.changes += 1;
    this.known.clear();
    this.ofRepositories.clear();
    if (toggled !== undefined) this.toggles.next(toggled);
  }

  onStateReplaced(): void {
    this.changed();
  }

  /** @param check runs first, in the same transaction; rejects when the repository no longer exists */
  async register(
    repositoryId: number,
    choices: HookChoices,
    check: (tx: EntityManager) => Promise<void>,
  ): Promise<Hook> {
    checkHookUrl(choices.url);
    const createdAt = this.clock.now().toISOString();
    return this.unitOfWork.run(async (tx) => {
      await check(tx);
      this.unitOfWork.afterCommit(tx, () => this.changed());
      return tx.save(HookRow, { ...choices, ...HEALTHY, repositoryId, createdAt });
    });
  }

  /**
   * The repository's hook with that URL and no subscriptions; created if missing.
   * @param check as in `register`
   */
  async unsubscribed(
    repositoryId: number,
    url: string,
    check: (tx: EntityManager) => Promise<void>,
  ): Promise<Hook> {
    const known = (await this.of(repositoryId)).find((hook) => hook.url === url && isUnsubscribed(hook));
    return known ?? this.register(repositoryId, { ...NO_SUBSCRIPTIONS, url }, check);
  }

  /** Oldest first. */
  async list(
    repositoryId: number,
    { skip, take }: { skip: number; take: number },
  ): Promise<{ hooks: Hook[]; total: number }> {
    const all = await this.of(repositoryId);
    return { hooks: all.slice(skip, skip + take), total: all.length };
  }

  async get(repositoryId: number, id: number): Promise<Hook> {
    return found(await this.rows.findOneBy({ id, repositoryId }), id);
  }

  async change(repositoryId: number, id: number, changes: Partial<HookChoices>): Promise<Hook> {
    if (changes.url !== undefined) checkHookUrl(changes.url);
    return this.unitOfWork.run(async (tx) => {
      const row = found(await tx.findOneBy(HookRow, { id, repositoryId }), id);
      this.unitOfWork.afterCommit(tx, () => this.changed());
      return tx.save(Object.assign(row, changes));
    });
  }

  async remove(repositoryId: number, id: number): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const row = found(await tx.findOneBy(HookRow, { id, repositoryId }), id);
      await tx.delete(HookRow, { id: row.id });
      this.unitOfWork.afterCommit(tx, () => this.changed({ ids: new Set([id]), are: 'deleted' }));
    });
  }

  /** For a repository that is deleted in the transaction: its hooks' waiting deliveries are cancelled. */
  async removeAll(repositoryId: number, tx: EntityManager): Promise<void> {
    const rows = await tx.find(HookRow, { select: { id: true }, where: { repositoryId } });
    await tx.delete(HookRow, { repositoryId });
    const ids = new Set(rows.map(({ id }) => id));
    this.unitOfWork.afterCommit(tx, () => this.changed({ ids, are: 'deleted' }));
  }

  /** All hooks of the event's repository in order of registration, each with whether it gets the event. */
  async decisions(event: DomainEvent): Promise<readonly (Decision & { readonly hook: Hook })[]> {
    const hooks = await this.of(event.repository.id);
    return hooks.map((hook) => ({ hook, ...decide(hook, event) }));
  }

  /** The dialects that hooks of the repository choose; null for hooks that choose none. */
  async dialectsOf(repositoryId: number): Promise<ReadonlySet<string | null>> {
    const hooks = await this.of(repositoryId);
    return new Set(hooks.map(({ dialect }) => dialect));
  }

  /** The hooks of all repositories, oldest first. */
  async all(): Promise<readonly Hook[]> {
    return this.rows.find({ order: { id: 'ASC' } });
  }

  /** Null when it was deleted, also in a transaction that may still be rolled back. */
  async byId(id: number): Promise<Hook | null> {
    return (await this.byIds([id])).get(id) ?? null;
  }

  /** As the transaction under way has left it; null when it was deleted for good. */
  async committed(id: number): Promise<Hook | null> {
    return this.unitOfWork.run((tx) => tx.findOneBy(HookRow, { id }));
  }

  /** Of any repository. @throws ForgeError `not_found` */
  async existing(id: number): Promise<Hook> {
    const hook = await this.byId(id);
    if (hook === null) throw new ForgeError('not_found', `Hook ${id} does not exist`);
    return hook;
  }

  /** The existing hooks among them. */
  async byIds(ids: readonly number[]): Promise<ReadonlyMap<number, Hook>> {
    const missing = ids.filter((id) => !this.known.has(id));
    const read = missing.length === 0 ? [] : await this.read(() => this.rows.findBy({ id: In(missing) }));
    const hooks = new Map(read.map((hook) => [hook.id, hook]));
    for (const id of ids) {
      const hook = this.known.get(id);
      if (hook !== undefined) hooks.set(id, hook);
    }
    return hooks;
  }

  /** Oldest first. */
  private async of(repositoryId: number): Promise<readonly Hook[]> {
    const known = this.ofRepositories.get(repositoryId);
    if (known !== undefined) return known;
    const before = this.changes;
    const hooks = await this.read(() => this.rows.find({ where: { repositoryId }, order: { id: 'ASC' } }));
    if (before === this.changes) this.ofRepositories.set(repositoryId, hooks);
    return hooks;
  }

  /** Caches the hooks unless one has changed meanwhile. */
  private async read(ask: () => Promise<Hook[]>): Promise<Hook[]> {
    const before = this.changes;
    const hooks = await ask();
    if (before === this.changes) for (const hook of hooks) this.known.set(hook.id, hook);
    return hooks;
  }
}

/** A hook without subscriptions; it gets only tests and triggered deliveries. */
const NO_SUBSCRIPTIONS: Omit<HookChoices, 'url'> = {
  ...byFlag(() => false),
  password: '',
  encryptionType: 0,
  dialect: null,
  timeoutMs: null,
  retryDelaysMs: null,
  verifiesTls: true,
  description: '',
};

const isUnsubscribed = (hook: Hook): boolean =>
  Object.values(byFlag((flag) => hook[flag])).every((is) => !is);

function found(row: HookRow | null, id: number): HookRow {
  if (row === null) throw new ForgeError('not_found', `Hook ${id} does not exist in this repository`);
  return row;
}
