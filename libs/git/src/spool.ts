import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, watch, writeFileSync, type FSWatcher } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { fullName, type RefUpdate, type RepositoryPath } from '#domain';
import { BareRepositories } from './bare-repositories.js';
import { GitSettings } from './git-settings.js';
import { movedUpdates } from './moved-updates.js';
import {
  isUnderWay,
  parsePushRecord,
  pushRecordText,
  type Announcement,
  type PushRecord,
} from './push-record.js';
import { readRefs } from './refs.js';

/** A push whose refs git has moved. */
export interface AcceptedPush {
  /** Unique for ever; the same push read twice has the same key. */
  readonly key: string;
  readonly at: RepositoryPath;
  /** Null for a push by path, which carries no name. */
  readonly pusherId: number | null;
  /** In the order in which git reports them; only refs that really moved. */
  readonly updates: readonly RefUpdate[];
  /** What the pusher gave with `git push --push-option`. */
  readonly pushOptions: readonly string[];
}

/** Takes a push over; the spool forgets it when this resolves, and offers it again when it rejects. */
export type PushReceiver = (push: AcceptedPush) => Promise<void>;

/** How soon a record that could not be taken over is offered again, and how late a lost file notice is noticed. */
const RESCAN_MS = 1_000;

/**
 * The folder in which the hooks of all repositories put pushes on record, whoever served them: this server, or
 * git itself when somebody pushes to a bare folder's path, server up or down. See hook-scripts.ts for the files.
 *
 * They are read and written synchronously: they are tiny, they are on the way between git and its answer, and a hop
 * through the thread pool takes longer than all of them together (measured: 15 ms of a push of 135).
 */
@Injectable()
export class Spool {
  private readonly logger = new Logger('spool');
  private readonly folder: string;
  private readonly underWay = new Map<string, Promise<void>>();
  /** The last push of each repository: events of one repository are recorded in the order of its pushes. */
  private readonly tails = new Map<string, Promise<void>>();
  private look: Promise<number> = Promise.resolve(0);
  private nextLook: Promise<number> | null = null;
  private readonly failing = new Set<string>();
  /** Handed over, and still needed: an older push, of which nobody knows yet, may have moved the refs that they started from. */
  private readonly told = new Set<string>();
  /** Who waits for a push to be recorded. */
  private readonly curious = new Set<() => void>();
  /** Pushes that this process serves: it will say itself how they ended. */
  private readonly served = new Set<string>();
  /**
   * Who asked for them, as far as others keep that in async contexts: whoever sees a push first records it, but on
   * behalf of those who made it.
   */
  private readonly contexts = new Map<string, Context>();
  private readonly noContext: Context = AsyncLocalStorage.snapshot();
  private receiver: PushReceiver | null = null;
  private watcher: FSWatcher | null = null;
  private rescan: NodeJS.Timeout | null = null;

  constructor(
    private readonly repositories: BareRepositories,
    settings: GitSettings,
  ) {
    this.folder = join(settings.dataFolder, 'spool');
  }

  async prepare(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
  }

  /** Takes up everything that lies there, then listens. */
  async open(receiver: PushReceiver): Promise<void> {
    this.receiver = receiver;
    this.watcher = watch(this.folder, (_, file) => this.notice(file ?? ''));
    this.rescan = setInterval(() => void this.collectAll(), RESCAN_MS);
    this.rescan.unref();
    await this.collectAll();
  }

  async close(): Promise<void> {
    this.watcher?.close();
    if (this.rescan) clearInterval(this.rescan);
    await this.look;
    await Promise.all(this.underWay.values());
    this.receiver = null;
  }

  /** Hands every finished push to the receiver, oldest first. Resolves to the number that could not be taken over. */
  collectAll(): Promise<number> {
    // One look at a time; whoever asks during one gets the next, which sees all that was there when they asked.
    this.nextLook ??= this.look.then(() => {
      this.nextLook = null;
      this.look = this.lookAround().catch((error: unknown) => {
        this.logger.error(`the spool folder cannot be read: ${String(error)}`);
        return this.failing.size;
      });
      return this.look;
    });
    return this.nextLook;
  }

  /** An id for a push that this process serves, under which the hooks record it; `conclude` has to follow. */
  newPush(): string {
    const id = `${SERVED}${randomUUID()}`;
    this.served.add(id);
    this.contexts.set(id, AsyncLocalStorage.snapshot());
    return id;
  }

  /** Puts on record what a served push is about to do, before git can do it. */
  announce(id: string, push: Announcement): void {
    writeFileSync(this.file(id, 'pushing'), pushRecordText(this.repositories.folder(push.at), push));
  }

  /** Whether a push that has moved `ref` to `sha`, or is about to, is not on record yet. */
  isUnrecorded(at: RepositoryPath, { ref, sha }: { readonly ref: string; readonly sha: string }): boolean {
    return this.entries().some(
      (entry) =>
        !this.told.has(entry.id) &&
        fullName(entry.at) === fullName(at) &&
        entry.updates.some((update) => update.ref === ref && update.after === sha),
    );
  }

  /** Resolves when a push has been recorded, or after that time. */
  async news(patienceMs: number): Promise<void> {
    const timer = new AbortController();
    let notice = () => {};
    const news = new Promise<void>((resolve) => (notice = resolve));
    this.curious.add(notice);
    const late = wait(patienceMs, undefined, { signal: timer.signal, ref: false }).catch(() => undefined);
    await Promise.race([news, late]);
    this.curious.delete(notice);
    timer.abort();
  }

  /** Puts on record that what was announced has been done, as the post-receive hook does it for git. */
  report(id: string, push: Announcement): void {
    writeFileSync(this.file(id, 'moved'), pushRecordText(this.repositories.folder(push.at), push));
  }

  /**
   * Git has ended. Never rejects.
   * @param outcome `exited`: what git has not reported by now did not happen; `died`: the refs tell
   */
  async conclude(id: string, outcome: 'exited' | 'died'): Promise<void> {
    const state = await this.collectServed(id);
    if (state === 'silent' && outcome === 'exited') this.remove(id);
    this.served.delete(id);
    if (state === 'cut off' || outcome === 'died') await this.collectAll();
    this.contexts.delete(id);
  }

  /** A hook has written, or a record has gone. */
  private notice(file: string): void {
    const [, id] = /^(.+)\.moved$/.exec(file) ?? [];
    if (id === undefined) return;
    if (this.served.has(id)) void this.collectServed(id);
    else void this.collectAll();
  }

  /** Looks at one push only, because on every push this is on the way between git and its answer. */
  private async collectServed(id: string): Promise<'taken' | 'silent' | 'cut off'> {
    const known = this.underWay.get(id);
    const report = known ? null : this.readFile(id, 'moved');
    if (known) await known;
    else if (report?.isComplete) await this.take(served(id, report), report.updates);
    else return report === null ? 'silent' : 'cut off';
    return 'taken';
  }

  private async lookAround(): Promise<number> {
    const { entries, moved } = this.survey();
    const finished = entries.filter((entry) => entry.isReported || entry.isOver);
    await Promise.all(finished.map((entry) => this.take(entry, moved.get(entry) ?? [])));
    for (const entry of this.entries()) if (this.told.has(entry.id)) this.removeUnlessNeeded(entry);
    return this.failing.size;
  }

  /** All that is on record, and what of it took place. */
  private survey(): { entries: Entry[]; moved: Map<Entry, readonly RefUpdate[]> } {
    for (;;) {
      const seen = new Set(this.ids());
      const entries = this.entries();
      const moved = this.movedUpdates(entries);
      // A push that came in between may have moved on what another one left: the refs alone do not tell them apart.
      if (entries.every(({ isReported }) => isReported) || this.ids().every((id) => seen.has(id)))
        return { entries, moved };
    }
  }

  /** All that is on record here, oldest first. */
  private entries(): Entry[] {
    const found = this.ids()
      .map((id) => this.read(id))
      .filter((entry) => entry !== null);
    return found.sort((a, b) => a.writtenAt - b.writtenAt);
  }

  private ids(): string[] {
    const files = readdirSync(this.folder);
    return [...new Set(files.map((file) => file.replace(/\.(pushing|moved)$/, '')))];
  }

  /** Asks the refs of those repositories that have a push of which git reported nothing. */
  private movedUpdates(entries: readonly Entry[]): Map<Entry, readonly RefUpdate[]> {
    const moved = new Map(entries.map((entry) => [entry, entry.updates]));
    const doubtful = new Map(
      entries.filter((entry) => !entry.isReported).map((entry) => [fullName(entry.at), entry.at]),
    );
    for (const [name, at] of doubtful) {
      const refs = readRefs(this.repositories.folder(at));
      const pushes = entries.filter((entry) => fullName(entry.at) === name);
      for (const [entry, updates] of movedUpdates(pushes, refs)) moved.set(entry, updates);
    }
    return moved;
  }

  /** Joins the repository's line at once, so the order of the calls is the order of the pushes. Never rejects. */
  private take(entry: Entry, updates: readonly RefUpdate[]): Promise<void> {
    const { id } = entry;
    const known = this.underWay.get(id);
    if (known) return known;
    if (this.told.has(id)) return Promise.resolve();
    const repository = fullName(entry.at);
    const inContext = this.contexts.get(id) ?? this.noContext;
    const work = (this.tails.get(repository) ?? Promise.resolve())
      .then(() => inContext(() => this.handOver(entry, updates)))
      .then(() => void this.failing.delete(id))
      .catch((error: unknown) => {
        if (!this.failing.has(id))
          this.logger.error(`push ${id} could not be recorded yet: ${String(error)}`);
        this.failing.add(id);
      })
      .finally(() => {
        this.underWay.delete(id);
        for (const notice of this.curious) notice();
        if (this.tails.get(repository) === work) this.tails.delete(repository);
      });
    this.underWay.set(id, work);
    this.tails.set(repository, work);
    return work;
  }

  private async handOver(entry: Entry, updates: readonly RefUpdate[]): Promise<void> {
    const { key, at, pusherId, pushOptions } = entry;
    if (this.receiver === null) throw new Error('the server is stopping');
    if (updates.length === 0) return this.remove(entry.id);
    await this.receiver({ key, at, pusherId, updates, pushOptions });
    this.removeUnlessNeeded(entry);
  }

  /** Walking back over it tells whether an older push took place whose end is not known yet. */
  private removeUnlessNeeded(entry: Entry): void {
    const others = this.ids().some((id) => id !== entry.id) ? this.entries() : [];
    const isNeeded = others.some(
      (other) =>
        other.id !== entry.id &&
        !other.isReported &&
        other.writtenAt <= entry.writtenAt &&
        fullName(other.at) === fullName(entry.at) &&
        other.updates.some(({ ref }) => entry.updates.some((update) => update.ref === ref)),
    );
    if (isNeeded) this.told.add(entry.id);
    else {
      this.told.delete(entry.id);
      this.remove(entry.id);
    }
  }

  private read(id: string): Entry | null {
    const first = this.readFile(id, 'pushing') ?? this.readFile(id, 'moved');
    if (first === null) return null;
    // Asked before the last look: whoever is gone by now has written all that it ever will.
    const isOver = !this.served.has(id) && !isUnderWay(first, Date.now() - first.writtenAt);
    const moved = this.readFile(id, 'moved');
    const report = moved?.isComplete ? moved : null;
    const key = isServedId(id) ? id : `${id}@${first.writtenAt}`;
    const { updates, pushOptions } = report ?? first;
    return { ...first, updates, pushOptions, id, key, isReported: report !== null, isOver };
  }

  private readFile(id: string, suffix: Suffix): (PushRecord & { writtenAt: number }) | null {
    const file = this.file(id, suffix);
    try {
      return { ...parsePushRecord(readFileSync(file, 'utf8')), writtenAt: statSync(file).mtimeMs };
    } catch {
      return null;
    }
  }

  /** `.pushing` goes last, because its time is part of the key: whatever is cut short in between is known again. */
  private remove(id: string): void {
    rmSync(this.file(id, 'moved'), { force: true });
    rmSync(this.file(id, 'pushing'), { force: true });
  }

  private file(id: string, suffix: Suffix): string {
    return join(this.folder, `${id}.${suffix}`);
  }
}

/** Calls as if from where it was taken. */
type Context = <Result>(call: () => Result) => Result;

type Suffix = 'pushing' | 'moved';

interface Entry extends PushRecord {
  readonly id: string;
  /** Unique for ever: the process ids in the ids of pushes by path come again. */
  readonly key: string;
  /** When its first file was written: milliseconds since 1970, with fractions. */
  readonly writtenAt: number;
  /** Git said itself that these refs moved. */
  readonly isReported: boolean;
  /** Whoever wrote it is gone. */
  readonly isOver: boolean;
}

const SERVED = 'served-';
const isServedId = (id: string): boolean => id.startsWith(SERVED);

const served = (id: string, report: PushRecord & { readonly writtenAt: number }): Entry => ({
  ...report,
  id,
  key: id,
  isReported: true,
  isOver: true,
});
