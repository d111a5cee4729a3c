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
import { AcceptedPushes } from './accepted-pushes.js';
import { CompletedUpdates } from './updates/completed-updates.js';
import { HookMoves } from './updates/hook-moves.js';
import { JournalFolder } from './journal-folder.js';
import { pushRecordText } from './push-record.js';
import { PushRecorder, type PushReceiver } from './push-recorder.js';
import type { AnnouncedPush } from './push-states.js';
import { ServedPushes } from './served-pushes.js';

/** How soon a record that could not be handed over is offered again, and how late a lost file notice is noticed. */
const RESCAN_MS = 1_000;

/**
 * The folder in which all pushes are put on record: by this server, which serves them or makes them itself, or by the hooks
 * of a repository when somebody pushes to its folder's path, server up or down. hook-scripts.ts has the files.
 */
@Injectable()
export class PushJournal implements OnStateReplaced {
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
  }

  async prepare(): Promise<void> {
    await this.folder.prepare();
  }

  /** Takes up everything that lies there, then listens. */
  async open(receiver: PushReceiver): Promise<void> {
    this.recorder.start(receiver);
    this.watcher = this.folder.watch((id) => this.notice(id));
    // What it misses the next scan finds.
    this.watcher.on('error', (error) =>
      this.logger.warn(`the spool folder is not watched: ${String(error)}`),
    );
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

  /** Whether no push is on record that has not been handed over, or has not ended. */
  isEmpty(): boolean {
    return this.folder.pushes().length === 0;
  }

  /** Throws all records away: the repositories that they are of are out of reach, and others take their place. */
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
    // One scan at a time; who asks during one gets the next, which sees all that was there when they asked.
    this.nextScan ??= this.scan.then(() => {
      this.nextScan = null;
      this.scan = this.scanFolder().catch((error: unknown) => {
        this.logger.error(`the spool folder cannot be read: ${String(error)}`);
        // How many lie there is unknown.
        return Math.max(this.recorder.failed, 1);
      });
      return this.scan;
    });
    return this.nextScan;
  }

  /** An id for a push that this process serves, under which it is recorded; `conclude` has to follow. */
  newPush(at: RepositoryPath): string {
    return this.served.begin(at);
  }

  /**
   * Puts on record what a served push is about to do, before git can do it.
   * @param refsBefore all refs where a hook may move others than the push names; else null
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

  /** Whether a push that has moved `ref` to `sha`, or is about to, has not been handed over yet. */
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

  /** Resolves when a push has been handed over or has failed, or after that time. */
  waitForChange(timeoutMs: number): Promise<void> {
    return this.recorder.waitForChange(timeoutMs);
  }

  /** Puts on record that what was announced has been done, unless a hook already did. */
  report(id: string, push: AnnouncedPush): void {
    if (this.folder.isReported(id)) return;
    this.folder.write(id, 'moved', pushRecordText(this.repositories.folder(push.at), push));
  }

  /**
   * Git has ended. Never rejects.
   * @param end `completed`: what is not reported by now did not happen; `unknown`: the refs tell
   * @returns why what has moved is not handed over yet; null when it is, or when nothing has moved
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
   * The repository has been deleted, this very moment: what pushes to it have done is handed over no more, and another
   * repository that gets its name starts without them.
   */
  forget(at: RepositoryPath): void {
    this.served.markDeleted(at);
    for (const { id } of this.folder.pushesTo(at)) this.recorder.remove(id);
    this.completed.forgetMoves(at);
  }

  private notice(id: string): void {
    const collected = this.served.has(id) ? this.collectServed(id) : this.collectAll();
    collected.catch((error: unknown) => this.logger.error(`push ${id} cannot be read yet: ${String(error)}`));
  }

  /**
   * Reads one repository only, because on every push this is on the way between git and its answer.
   * @returns what there is of git's report; a complete one has been handed over, or has failed
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
