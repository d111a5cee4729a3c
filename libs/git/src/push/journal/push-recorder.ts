import { EventEmitter, once } from 'node:events';
import { fullName, Loggers, type Logger, type RepositoryPath } from '#domain';
import { GitCrashed, mayPass } from '../../process/git-died.js';
import { RepositoryMutex } from '../../repository/repository-mutex.js';
import type { CompletedUpdates } from './updates/completed-updates.js';
import type { JournalFolder } from './journal-folder.js';
import type { AcceptedPush, RecordedPush } from './push-states.js';
import type { ServedPushes } from './served-pushes.js';

/** Records the events of a push. The journal removes the push when this resolves, and tries again when it rejects. */
export type PushReceiver = (push: AcceptedPush) => Promise<void>;

/** Hands accepted pushes to the receiver, one after another for each repository, and removes their records. */
export class PushRecorder {
  private readonly logger: Logger;
  private receiver: PushReceiver | null = null;
  private readonly underWay = new Map<string, { readonly work: Promise<void>; readonly isWhole: boolean }>();
  /** Events of one repository are recorded in the order of its pushes. */
  private readonly mutex = new RepositoryMutex();
  /** Why pushes could not be handed over yet, by id. */
  private readonly failures = new Map<string, unknown>();
  /** By repository, the push that failed: later ones wait for it, for events have the order of pushes. */
  private readonly blocked = new Map<string, { readonly id: string; readonly error: unknown }>();
  private readonly events = new EventEmitter().setMaxListeners(0);

  constructor(
    private readonly folder: JournalFolder,
    private readonly served: ServedPushes,
    private readonly completed: CompletedUpdates,
    loggers: Loggers,
  ) {
    this.logger = loggers.of('journal');
  }

  start(receiver: PushReceiver): void {
    this.receiver = receiver;
  }

  /** Resolves when everything under way has been handed over. */
  async stop(): Promise<void> {
    await Promise.all([...this.underWay.values()].map(({ work }) => work));
    this.receiver = null;
  }

  /** Forgets the failed pushes. */
  clear(): void {
    this.failures.clear();
    this.blocked.clear();
  }

  /** How many pushes could not be handed over yet. */
  get failed(): number {
    return this.failures.size;
  }

  hasFailed(id: string): boolean {
    return this.failures.has(id);
  }

  /** Why a push could not be handed over yet. */
  failure(id: string): unknown {
    return this.failures.get(id);
  }

  /** Resolves when a push has been handed over or has failed, or after the time limit. */
  async waitForChange(timeoutMs: number): Promise<void> {
    // The timeout rejects.
    await once(this.events, 'change', { signal: AbortSignal.timeout(timeoutMs) }).catch(() => undefined);
  }

  /** Resolves when the whole push has been handed over or has failed; null when it is not under way. */
  whole(id: string): Promise<void> | null {
    const known = this.underWay.get(id);
    return known?.isWhole ? known.work : null;
  }

  /** Queues the push at once: the order of the calls is the order of the pushes. Never rejects. */
  async recordAll(pushes: readonly AcceptedPush[]): Promise<void> {
    await Promise.all(pushes.map((push) => this.record(push)));
  }

  /** Does `work` while nothing that was pushed to these repositories is handed over. */
  pausing<Result>(at: readonly RepositoryPath[], work: () => Promise<Result>): Promise<Result> {
    // Always in the same order, so that two who want the same do not wait for each other.
    const names = [...new Set(at.map(fullName))].sort();
    return names.reduceRight((inner, name) => () => this.mutex.runExclusive(name, inner), work)();
  }

  private record(push: AcceptedPush): Promise<void> {
    const { id, at, isWhole } = push;
    const known = this.underWay.get(id);
    if (known && (known.isWhole || !isWhole)) return known.work;
    const work = this.mutex
      .runExclusive(fullName(at), () => this.attempt(push))
      .finally(() => {
        if (this.underWay.get(id)?.work === work) this.underWay.delete(id);
        this.events.emit('change');
      });
    this.underWay.set(id, { work, isWhole });
    return work;
  }

  private async attempt(push: AcceptedPush): Promise<void> {
    try {
      await this.served.inContext(push.id, () => this.handOver(push));
      this.succeed(push.id);
    } catch (error) {
      this.fail(push, error);
    }
  }

  private async handOver(push: AcceptedPush): Promise<void> {
    if (this.receiver === null) throw new Error('the server is stopping');
    const obstacle = this.blocked.get(fullName(push.at));
    if (obstacle !== undefined && obstacle.id !== push.id) throw obstacle.error;
    const updates = this.completed.pending(push);
    if (updates.length > 0) await this.receiver({ ...push, updates });
    this.completed.add(push, updates);
    this.removeUnlessNeeded(push);
  }

  private fail({ id, at }: AcceptedPush, error: unknown): void {
    if (!this.folder.has(id)) return;
    if (!this.failures.has(id)) this.logger.error(`push ${id} could not be recorded yet: ${String(error)}`);
    this.failures.set(id, error);
    const repository = fullName(at);
    // A git that crashed will most likely do it again: later pushes do not wait for that.
    if (mayPass(error) && !(error instanceof GitCrashed) && !this.blocked.has(repository))
      this.blocked.set(repository, { id, error });
  }

  private succeed(id: string): void {
    if (!this.failures.delete(id)) return;
    if (!this.served.has(id)) this.served.forgetContext(id);
    for (const [repository, obstacle] of this.blocked)
      if (obstacle.id === id) this.blocked.delete(repository);
  }

  /** A record stays while it may be needed to prove that another push took place. */
  removeUnlessNeeded({ id, at }: Pick<RecordedPush, 'id' | 'at'>): void {
    if (!this.completed.isWhole(id)) return;
    const refs = this.completed.refs(id);
    const isNeeded = this.folder
      .pushesTo(at)
      .some(
        (other) =>
          other.id !== id &&
          !other.isReported &&
          !this.completed.isWhole(other.id) &&
          this.completed.pending(other).some(({ ref }) => refs.has(ref)),
      );
    if (!isNeeded) this.remove(id);
  }

  /** Removes the record of a push, and its state here. */
  remove(id: string): void {
    this.folder.remove(id);
    this.completed.forgetPush(id);
    this.served.forgetHookMoves(id);
    this.succeed(id);
  }
}
