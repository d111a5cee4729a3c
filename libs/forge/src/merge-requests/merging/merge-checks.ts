import { setTimeout as wait } from 'node:timers/promises';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, type EntityManager, type Repository as Table } from 'typeorm';
import {
  StorageError,
  UnitOfWork,
  outOfResources,
  type MergeStatus,
  type Repository,
  Loggers,
  type Logger,
} from '#domain';
import {
  BareRepositories,
  CommitWriter,
  MergeRequestRefs,
  mergeRequestRef,
  Merges,
  Unmergeable,
  type MergeSides,
} from '#git';
import { isOpen, mergeMessage, OPEN_STATES } from '../merge-request-state.js';
import { MergeRequestRow } from '../merge-request.entity.js';
import { BRANCH } from '../../refs/ref-events.js';
import { Repositories } from '../../repositories/repositories.js';
import { RepositorySettings } from '../../repositories/settings/repository-settings.js';
import { signatureOf } from '../../users/signature.js';
import { Users } from '../../users/users.js';

/** How long to wait before a check is repeated that could not be made, or stored, for want of room, descriptors or processes. */
const RETRY_MS = 1_000;
/** How long a check lets the answer and the deliveries of what made it due go first, unless somebody waits for it. */
const COURTESY_MS = 20;

/** Finds out, by merging on trial, whether open requests can be merged; one after another, behind everybody's back. */
@Injectable()
export class MergeChecks implements BeforeApplicationShutdown {
  private readonly logger: Logger;
  /** The last check that was asked for of each request. */
  private readonly due = new Map<number, Check>();
  private tail: Promise<void> = Promise.resolve();
  private isStopping = false;

  constructor(
    @InjectRepository(MergeRequestRow) private readonly rows: Table<MergeRequestRow>,
    private readonly repositories: Repositories,
    private readonly users: Users,
    private readonly bare: BareRepositories,
    private readonly merges: Merges,
    private readonly writer: CommitWriter,
    private readonly refs: MergeRequestRefs,
    private readonly settings: RepositorySettings,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
    loggers: Loggers,
  ) {
    this.logger = loggers.of('merge');
  }

  /** Takes up what was left unchecked. */
  async start(): Promise<void> {
    this.isStopping = false;
    const left = await this.rows.findBy({ mergeStatus: 'unchecked', state: In([...OPEN_STATES]) });
    for (const { id } of left) this.schedule(id);
  }

  /** Lets the check under way finish; those that were due are for the next `start` to find. */
  async stop(): Promise<void> {
    this.isStopping = true;
    this.hurry();
    await this.tail;
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.stop();
  }

  /** The request's source or target has moved, or it is no longer open. */
  schedule(id: number): void {
    if (this.due.get(id)?.hasBegun === false) return;
    const courtesy = new AbortController();
    const isOver = wait(COURTESY_MS, null, { signal: courtesy.signal }).catch(() => null);
    const check: Check = { hasBegun: false, hurry: () => courtesy.abort(), end: Promise.resolve() };
    check.end = this.run(id, check, Promise.all([this.tail, isOver]));
    this.due.set(id, check);
    this.tail = check.end;
  }

  /** Resolves when no trial merge of this request is due. */
  async done(id: number): Promise<void> {
    this.hurry();
    await this.due.get(id)?.end;
  }

  /**
   * The test merge of an open request, for those who build it: made now unless it is known. Changes the row accordingly, and stores nothing.
   * @returns its commit; null where there is no clean one, or where the repository does not have such merges built
   */
  async virtualMerge(row: MergeRequestRow): Promise<string | null> {
    const target = isOpen(row) ? await this.repositories.byId(row.targetId) : null;
    const settings = target && (await this.settings.find(target));
    if (target === null || settings?.merges.virtual_merge_build !== true) return null;
    if (row.mergeStatus === 'unchecked') {
      const { ours, trial } = await this.tried(target, row);
      row.mergeStatus = statusOf(trial);
      row.targetSha = ours ?? row.targetSha;
    }
    return row.mergeStatus === 'can_be_merged'
      ? this.bare.ref(target, mergeRequestRef(row.iid, 'merge'))
      : null;
  }

  get dueCount(): number {
    return this.due.size;
  }

  /** Whether no trial merge is due any more within that time. */
  async idle(timeoutMs: number): Promise<boolean> {
    const timer = new AbortController();
    const late = wait(timeoutMs, false, { signal: timer.signal, ref: false }).catch(() => false);
    const isIdle = await Promise.race([this.allDone(), late]);
    timer.abort();
    return isIdle;
  }

  private async allDone(): Promise<true> {
    while (this.due.size > 0) {
      this.hurry();
      await this.tail;
    }
    return true;
  }

  /** All of them, because they come one after another. */
  private hurry(): void {
    for (const { hurry } of this.due.values()) hurry();
  }

  /** Never rejects. */
  private async run(id: number, check: Check, after: Promise<unknown>): Promise<void> {
    await after;
    // A move from here on asks for another check.
    check.hasBegun = true;
    try {
      if (!this.isStopping) await this.check(id);
    } catch (error) {
      this.logger.warn(`merge request ${id} could not be merged on trial: ${String(error)}`);
      if (error instanceof StorageError || outOfResources(error) !== null)
        setTimeout(() => this.schedule(id), RETRY_MS).unref();
    }
    if (this.due.get(id) === check) this.due.delete(id);
  }

  private async check(id: number): Promise<void> {
    const row = await this.rows.findOneBy({ id });
    const target = row && (await this.repositories.byId(row.targetId));
    if (row === null || target === null) return;
    // Nobody merges it any more.
    if (!isOpen(row)) return this.refs.setTrial(target, row.iid, null);
    const { ours, trial } = await this.tried(target, row);
    const mergeStatus = statusOf(trial);
    await this.unitOfWork.run(async (tx) => {
      // What has moved in the meantime is checked again.
      if (this.bare.ref(target, BRANCH + row.targetBranch) !== ours) return;
      const { headSha } = row;
      const changes = { mergeStatus, targetSha: ours ?? row.targetSha };
      await tx.update(MergeRequestRow, { id, headSha, state: In([...OPEN_STATES]) }, changes);
    });
  }

  /** Makes the test merge and lets its ref point at it. @returns it, and the target that it was made with */
  private async tried(target: Repository, row: MergeRequestRow) {
    const ours = this.bare.ref(target, BRANCH + row.targetBranch);
    const trial = ours && (await this.trial(target, row, ours));
    await this.refs.setTrial(target, row.iid, trial);
    return { ours, trial };
  }

  /** @returns the merge commit that would be made now; null when there can be none */
  private async trial(target: Repository, row: MergeRequestRow, ours: string): Promise<string | null> {
    const tree = await this.tree(target, { ours, theirs: row.headSha });
    if (tree === null) return null;
    const author = await this.users.known(row.authorId);
    const signature = signatureOf(author, new Date(row.updatedAt));
    const parents = [ours, row.headSha];
    const message = mergeMessage(row);
    return this.writer.write(target, { tree, parents, author: signature, committer: signature, message });
  }

  private async tree(target: Repository, sides: MergeSides): Promise<string | null> {
    try {
      return await this.merges.tree(target, sides);
    } catch (error) {
      if (error instanceof Unmergeable) return null;
      throw error;
    }
  }
}

const statusOf = (trial: string | null): MergeStatus =>
  trial === null ? 'cannot_be_merged' : 'can_be_merged';

interface Check {
  hasBegun: boolean;
  /** Somebody waits for it. */
  readonly hurry: () => void;
  end: Promise<void>;
}
