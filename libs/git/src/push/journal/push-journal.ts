import type { FSWatcher } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import {
  ForgeError,
  fullName,
  type OnStateReplaced,
  type RepositoryPath,
  Loggers,
  type Logger,
} from '#domain';
import { BareRepositories } from '../../repository/bare-repositories.js';
import { GitSettings } from '../../process/git-settings.js';
import { AddressChanges } from './address-changes.js';
import { AcceptedPushes } from './accepted-pushes.js';
import { CompletedUpdates } from './updates/completed-updates.js';
import { HookMoves } from './updates/hook-moves.js';
import { JournalFolder } from './journal-folder.js';
import { pushRecordText } from './push-record.js';
import { PushRecorder, type PushReceiver } from './push-recorder.js';
import type { AnnouncedPush } from './push-states.js';
import { ServedPushes } from './served-pushes.js';

/** The interval of scans: retries failed records, and finds files whose notice was lost. */
const RESCAN_MS = 1_000;

/**
 * The folder in which all pushes are recorded: by this server, which serves them or makes them itself, or by the
 * hooks of a repository when somebody pushes to its folder's path, with the server up or down. hook-scripts.ts
 * describes the files.
 */
@Injectable()
export class PushJournal implements OnStateReplaced {
  readonly addresses: AddressChanges;
  private readonly logger: Logger;
  private readonly served = new ServedPushes();
  private readonly completed = new CompletedUpdates();
  private readonly folder: JournalFolder;
  private readonly accepted: AcceptedPushes;
  private readonly recorder: PushRecorder;
  private scan: Promise<number> = Promise.resolve(0);
  private nextScan: Promise<number> | null = null;
  private watcher: FSWatcher | null = null;
  private rescan: NodeJS.Timeout | null = null;

  constructor(
    private readonly repositories: BareRepositories,
    settings: GitSettings,
    loggers: Loggers,
  ) {
    this.logger = loggers.of('journal');
    this.folder = new JournalFolder(join(settings.dataFolder, 'spool'), this.served);
    this.accepted = new AcceptedPushes(repositories, this.folder, this.served, this.completed);
    this.recorder = new PushRecorder(this.folder, this.served, this.completed, loggers);
    this.addresses = new AddressChanges(this.folder, this.served, this.completed, this.recorder);
  }

  async prepare(): Promise<void> {
    await this.folder.prepare();
  }

  /** Processes all files in the folder, then watches it. */
  async open(receiver: PushReceiver): Promise<void> {
    this.recorder.start(receiver);
    this.watcher = this.watch();
    this.rescan = setInterval(() => void this.collectAll(), RESCAN_MS);
    this.rescan.unref();
    await this.collectAll();
  }

  async close(): Promise<void> {
    this.watcher?.close();
    if (this.rescan) clearInterval(this.rescan);
    await (this.nextScan ?? this.scan);
    await this.recorder.stop();
  }

  /** Whether every recorded push has been handed over and has ended. */
  isEmpty(): boolean {
    return this.folder.pushes().length === 0;
  }

  /** Removes all records: their repositories have been replaced. */
  clear(): void {
    this.folder.clear();
  }

  onStateReplaced(): void {
    this.served.clear();
    this.completed.clear();
    this.recorder.clear();
  }

  /** Hands every accepted push to the receiver, oldest first. Resolves to the number that could not be handed over. */
  collectAll(): Promise<number> {
    // One scan runs at a time; calls during a scan get the next, which sees all files of that moment.
    this.nextScan ??= this.scan.then(() => {
      this.nextScan = null;
      this.scan = this.scanFolder().catch((error: unknown) => {
        this.logger.error(`the push journal's folder cannot be read: ${String(error)}`);
        // The number of files is unknown.
        return Math.max(this.recorder.failed, 1);
      });
      return this.scan;
    });
    return this.nextScan;
  }

  /**
   * Begins a push that this process serves; `conclude` must follow. Resolves when the repository's address is not about to
   * change.
   * @returns the id of its record
   * @throws ForgeError `not_found` when it is not there any more
   */
  async newPush(at: RepositoryPath): Promise<string> {
    for (;;) {
      const change = this.addresses.waitFor(at);
      if (change === null) break;
      await change;
    }
    if (this.repositories.isThere(at)) return this.served.begin(at);
    throw new ForgeError('not_found', `Repository ${JSON.stringify(fullName(at))} does not exist`);
  }

  /**
   * Records what a served push is about to do, before git can do it.
   * @param refsBefore all refs when a hook may move others than the push names; else null
   * @throws ForgeError `not_found` when its repository was deleted, even if there is another of that name
   */
  announce(id: string, push: AnnouncedPush, refsBefore: ReadonlyMap<string, string> | null = null): void {
    if (this.served.isOfDeleted(id)) {
      throw new ForgeError(
        'not_found',
        `Repository ${JSON.stringify(fullName(push.at))} was deleted meanwhile`,
      );
    }
    this.folder.write(id, 'pushing', pushRecordText(this.repositories.folder(push.at), push));
    if (refsBefore !== null) this.served.setHookMoves(id, new HookMoves(push.updates, refsBefore));
  }

  /** Whether a push that moves `ref` to `sha` is not handed over yet. */
  isPending(at: RepositoryPath, { ref, sha }: { readonly ref: string; readonly sha: string }): boolean {
    return this.folder
      .pushesTo(at)
      .some((push) =>
        this.completed.pending(push).some((update) => update.ref === ref && update.after === sha),
      );
  }

  /** How many pushes to the repository have not been handed over yet. */
  pendingCount(at: RepositoryPath): number {
    return this.folder.pushesTo(at).filter(({ id }) => !this.completed.has(id)).length;
  }

  /** Resolves when a push has been handed over or has failed, or after the time limit. */
  waitForChange(timeoutMs: number): Promise<void> {
    return this.recorder.waitForChange(timeoutMs);
  }

  /** Records that the announced updates took place, unless a hook already did. */
  report(id: string, push: AnnouncedPush): void {
    if (this.folder.isReported(id)) return;
    this.folder.write(id, 'moved', pushRecordText(this.repositories.folder(push.at), push));
  }

  /**
   * Call it when git has ended. Never rejects.
   * @param end `completed`: what is not reported did not happen; `unknown`: the refs decide
   * @returns why the moves are not handed over yet; null when they are, or when nothing has moved
   */
  async conclude(id: string, end: 'completed' | 'unknown'): Promise<unknown> {
    let isSettled = false;
    let unread: unknown = null;
    try {
      const report = await this.collectServed(id);
      if (report === 'none' && end === 'completed') this.recorder.remove(id);
      isSettled = report !== 'incomplete' && end === 'completed';
    } catch (error) {
      this.logger.error(`push ${id} cannot be read yet: ${String(error)}`);
      unread = error;
    }
    this.served.end(id);
    if (!isSettled) await this.collectAll();
    if (this.recorder.hasFailed(id)) return this.recorder.failure(id);
    if (unread !== null && !this.completed.has(id) && this.folder.has(id)) return unread;
    this.served.forgetContext(id);
    return null;
  }

  /**
   * Call it when a repository is deleted: its pushes are no longer handed over, and another repository of that name
   * starts without them.
   */
  forget(at: RepositoryPath): void {
    this.served.markDeleted(at);
    for (const { id } of this.folder.pushesTo(at)) this.recorder.remove(id);
    this.completed.forgetMoves(at);
  }

  /** The next scan finds what the watcher misses. Null where the system allows no more watchers. */
  private watch(): FSWatcher | null {
    const warn = (error: unknown) =>
      this.logger.warn(`the push journal's folder is not watched: ${String(error)}`);
    try {
      return this.folder.watch((id) => this.notice(id)).on('error', warn);
    } catch (error) {
      warn(error);
      return null;
    }
  }

  private notice(id: string): void {
    const collected = this.served.has(id) ? this.collectServed(id) : this.collectAll();
    collected.catch((error: unknown) => this.logger.error(`push ${id} cannot be read yet: ${String(error)}`));
  }

  /**
   * Reads one repository only, because every push waits for it.
   * @returns git's report as far as it exists; a complete one has been handed over, or has failed
   */
  private async collectServed(id: string): Promise<'complete' | 'incomplete' | 'none'> {
    const underWay = this.recorder.whole(id);
    if (underWay !== null) {
      await underWay;
      return 'complete';
    }
    const report = this.folder.report(id);
    if (!report?.isComplete) return report === null ? 'none' : 'incomplete';
    await this.recorder.recordAll(this.accepted.upTo({ id, at: report.at }));
    return 'complete';
  }

  private async scanFolder(): Promise<number> {
    await this.recorder.recordAll(this.accepted.all());
    for (const push of this.folder.pushes())
      if (this.completed.has(push.id)) this.recorder.removeUnlessNeeded(push);
    return this.recorder.failed;
  }
}
