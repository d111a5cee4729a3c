import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { FSWatcher } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { ForgeError, fullName, StorageError, type RefUpdate, type RepositoryPath } from '#domain';
import { BareRepositories } from '../../repository/bare-repositories.js';
import { GitSettings } from '../../process/git-settings.js';
import { HookMoves } from './hook-moves.js';
import { movedUpdates } from './moved-updates.js';
import { pushRecordText, type Announcement } from './push-record.js';
import { readRefs } from '../../repository/ref-files.js';
import { servedId, JournalFolder, type Entry } from './journal-folder.js';

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

/** Takes a push over; the journal forgets it when this resolves, and offers it again when it rejects. */
export type PushReceiver = (push: AcceptedPush) => Promise<void>;

/** How soon a record that could not be taken over is offered again, and how late a lost file notice is noticed. */
const RESCAN_MS = 1_000;
/** How many refs the last move is remembered of. */
const MOST_LAST_TOLD = 10_000;

/**
 * The folder in which all pushes are put on record: by this server, which serves them or makes them itself, or by the hooks
 * of a repository when somebody pushes to its folder's path, server up or down. hook-scripts.ts has the files.
 */
@Injectable()
export class PushJournal {
  private readonly logger = new Logger('journal');
  private readonly folder: JournalFolder;
  private readonly underWay = new Map<string, { readonly work: Promise<void>; readonly isWhole: boolean }>();
  /** The last push of each repository: events of one repository are recorded in the order of its pushes. */
  private readonly tails = new Map<string, Promise<void>>();
  private look: Promise<number> = Promise.resolve(0);
  private nextLook: Promise<number> | null = null;
  /** Why pushes could not be recorded yet, by id. */
  private readonly failing = new Map<string, unknown>();
  /** By repository, the push that could not be written down: none after it is, for events have the order of pushes. */
  private readonly blocked = new Map<string, { readonly id: string; readonly error: StorageError }>();
  /** Pushes that were handed over and whose records have to stay: git has not ended, or they tell about others. */
  private readonly told = new Map<string, Told>();
  /** By repository and ref, how it was moved last; of those that were moved lately. */
  private readonly lastTold = new Map<string, RefUpdate>();
  /** Who waits for a push to be recorded. */
  private readonly curious = new Set<() => void>();
  /** Pushes that this process serves, by id, with their repository: it will say itself how they ended. */
  private readonly served = new Map<string, string>();
  /** Those among them whose repository was deleted. */
  private readonly lost = new Set<string>();
  /**
   * Who asked for them, as far as others keep that in async contexts: whoever sees a push first records it, but on
   * behalf of those who made it.
   */
  private readonly contexts = new Map<string, Context>();
  private readonly noContext: Context = AsyncLocalStorage.snapshot();
  /** By id, of those that this process serves. */
  private readonly hookMoves = new Map<string, HookMoves>();
  private receiver: PushReceiver | null = null;
  private watcher: FSWatcher | null = null;
  private rescan: NodeJS.Timeout | null = null;

  constructor(
    private readonly repositories: BareRepositories,
    settings: GitSettings,
  ) {
    this.folder = new JournalFolder(join(settings.dataFolder, 'spool'));
  }

  async prepare(): Promise<void> {
    await this.folder.prepare();
  }

  /** Takes up everything that lies there, then listens. */
  async open(receiver: PushReceiver): Promise<void> {
    this.receiver = receiver;
    this.watcher = this.folder.watch((id) => this.notice(id));
    // What it misses the next look finds.
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
    await this.look;
    await Promise.all([...this.underWay.values()].map(({ work }) => work));
    this.receiver = null;
  }

  /** Hands every finished push to the receiver, oldest first. Resolves to the number that could not be taken over. */
  collectAll(): Promise<number> {
    // One look at a time; whoever asks during one gets the next, which sees all that was there when they asked.
    this.nextLook ??= this.look.then(() => {
      this.nextLook = null;
      this.look = this.lookAround().catch((error: unknown) => {
        this.logger.error(`the spool folder cannot be read: ${String(error)}`);
        // Whatever lies there.
        return Math.max(this.failing.size, 1);
      });
      return this.look;
    });
    return this.nextLook;
  }

  /** An id for a push that this process serves, under which it is recorded; `conclude` has to follow. */
  newPush(at: RepositoryPath): string {
    const id = servedId(randomUUID());
    this.served.set(id, fullName(at));
    this.contexts.set(id, AsyncLocalStorage.snapshot());
    return id;
  }

  /**
   * Puts on record what a served push is about to do, before git can do it.
   * @param refsBefore all refs where a hook may move others than the push names; else null
   * @throws ForgeError `not_found` when its repository was deleted, even if there is another of that name
   */
  announce(id: string, push: Announcement, refsBefore: ReadonlyMap<string, string> | null = null): void {
    if (this.lost.has(id)) {
      throw new ForgeError(
        'not_found',
        `Repository ${JSON.stringify(fullName(push.at))} was deleted meanwhile`,
      );
    }
    this.folder.write(id, 'pushing', pushRecordText(this.repositories.folder(push.at), push));
    if (refsBefore !== null) this.hookMoves.set(id, new HookMoves(push.updates, refsBefore));
  }

  /** Whether a push that has moved `ref` to `sha`, or is about to, is not on record yet. */
  isUnrecorded(at: RepositoryPath, { ref, sha }: { readonly ref: string; readonly sha: string }): boolean {
    return this.entriesOf(at).some((entry) =>
      this.untold(entry).some((update) => update.ref === ref && update.after === sha),
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

  /** Puts on record that what was announced has been done, unless a hook already did. */
  report(id: string, push: Announcement): void {
    if (this.folder.isReported(id)) return;
    this.folder.write(id, 'moved', pushRecordText(this.repositories.folder(push.at), push));
  }

  /**
   * Git has ended. Never rejects.
   * @param end `said`: what is not reported by now did not happen; `unsaid`: the refs tell
   * @returns why what has moved is not on record yet; null when it is, or when nothing has
   */
  async conclude(id: string, end: 'said' | 'unsaid'): Promise<unknown> {
    let isTold = false;
    let unread: unknown = null;
    try {
      const state = await this.collectServed(id);
      if (state === 'silent' && end === 'said') this.remove(id);
      isTold = state !== 'cut off' && end === 'said';
    } catch (error) {
      this.logger.error(`push ${id} cannot be read yet: ${String(error)}`);
      unread = error;
    }
    this.served.delete(id);
    this.lost.delete(id);
    if (!isTold) await this.collectAll();
    if (this.failing.has(id)) return this.failing.get(id);
    if (unread !== null && !this.told.has(id) && this.folder.has(id)) return unread;
    this.contexts.delete(id);
    return null;
  }

  /**
   * The repository has gone, this very moment: nobody is told any more what pushes to it have done, and a repository that
   * comes to have its name starts without them.
   */
  forget(at: RepositoryPath): void {
    const name = fullName(at);
    for (const [id, repository] of this.served) if (repository === name) this.lost.add(id);
    for (const { id } of this.entriesOf(at)) this.remove(id);
    for (const key of this.lastTold.keys()) if (key.startsWith(`${name} `)) this.lastTold.delete(key);
  }

  private notice(id: string): void {
    const look = this.served.has(id) ? this.collectServed(id) : this.collectAll();
    look.catch((error: unknown) => this.logger.error(`push ${id} cannot be read yet: ${String(error)}`));
  }

  /** Looks at one repository only, because on every push this is on the way between git and its answer. */
  private async collectServed(id: string): Promise<'taken' | 'silent' | 'cut off'> {
    const known = this.underWay.get(id);
    if (known?.isWhole) {
      await known.work;
      return 'taken';
    }
    const report = this.folder.report(id);
    if (!report?.isComplete) return report === null ? 'silent' : 'cut off';
    const pushes = this.entriesOf(report.at);
    const upToIt = pushes.slice(0, pushes.findIndex((entry) => entry.id === id) + 1);
    await this.takeAll(this.movesOf(upToIt, null));
    return 'taken';
  }

  private async lookAround(): Promise<number> {
    await this.takeAll(this.survey());
    for (const entry of this.entries()) if (this.told.has(entry.id)) this.removeUnlessNeeded(entry);
    return this.failing.size;
  }

  /** What is known of all that is on record, oldest first. */
  private survey(): readonly Moves[] {
    for (;;) {
      const seen = new Set(this.folder.ids());
      const entries = this.entries();
      // The refs are asked only where a push has ended without a report.
      const moves = byRepository(entries).flatMap(({ at, pushes }) =>
        this.movesOf(pushes, pushes.some(isDoubtful) ? readRefs(this.repositories.folder(at)) : null),
      );
      // A push that came in between may have moved on what another one left: the refs alone do not tell them apart.
      if (!entries.some(isDoubtful) || this.folder.ids().every((id) => seen.has(id))) return moves;
    }
  }

  /**
   * What git reported, what it left where it ended without a report, and of those that are under way what others stand on.
   * @param pushes of one repository, oldest first
   * @param refs what they are now; null when nobody has looked: then nothing is known of what ended without a report
   */
  private movesOf(pushes: readonly Entry[], refs: ReadonlyMap<string, string> | null): readonly Moves[] {
    const [first] = pushes;
    if (first === undefined) return [];
    const lastTold = (ref: string) => this.lastTold.get(`${fullName(first.at)} ${ref}`);
    const proven = movedUpdates(pushes, null, lastTold);
    const left = refs === null ? null : movedUpdates(pushes, refs, lastTold);
    return pushes.flatMap((entry): Moves[] => {
      if (entry.isReported) return [{ entry, updates: this.reported(entry), isWhole: true }];
      if (left !== null && entry.isOver && !hasRival(entry, pushes))
        return [{ entry, updates: left.get(entry) ?? [], isWhole: true }];
      const updates = proven.get(entry) ?? [];
      return updates.length === 0 ? [] : [{ entry, updates, isWhole: false }];
    });
  }

  private reported({ id, at, updates }: Entry): readonly RefUpdate[] {
    return this.hookMoves.get(id)?.real(updates, (ref) => this.repositories.ref(at, ref)) ?? updates;
  }

  private async takeAll(moves: readonly Moves[]): Promise<void> {
    await Promise.all(moves.map((known) => this.take(known)));
  }

  /** Joins the repository's line at once, so the order of the calls is the order of the pushes. Never rejects. */
  private take({ entry, updates, isWhole }: Moves): Promise<void> {
    const { id } = entry;
    const known = this.underWay.get(id);
    if (known && (known.isWhole || !isWhole)) return known.work;
    const repository = fullName(entry.at);
    const inContext = this.contexts.get(id) ?? this.noContext;
    const work = (this.tails.get(repository) ?? Promise.resolve())
      .then(() => inContext(() => this.handOver({ entry, updates, isWhole })))
      .then(() => this.hasSucceeded(id))
      .catch((error: unknown) => {
        if (!this.folder.has(id)) return;
        if (!this.failing.has(id))
          this.logger.error(`push ${id} could not be recorded yet: ${String(error)}`);
        this.failing.set(id, error);
        if (error instanceof StorageError && !this.blocked.has(repository))
          this.blocked.set(repository, { id, error });
      })
      .finally(() => {
        if (this.underWay.get(id)?.work === work) this.underWay.delete(id);
        for (const notice of this.curious) notice();
        if (this.tails.get(repository) === work) this.tails.delete(repository);
      });
    this.underWay.set(id, { work, isWhole });
    this.tails.set(repository, work);
    return work;
  }

  private async handOver({ entry, updates, isWhole }: Moves): Promise<void> {
    const { id, key, at, pusherId, pushOptions } = entry;
    if (this.receiver === null) throw new Error('the server is stopping');
    const obstacle = this.blocked.get(fullName(at));
    if (obstacle !== undefined && obstacle.id !== id) throw obstacle.error;
    const refs = this.told.get(id)?.refs ?? new Set();
    const news = updates.filter(({ ref }) => !refs.has(ref));
    if (news.length > 0) await this.receiver({ key, at, pusherId, updates: news, pushOptions });
    for (const update of news) this.rememberTold(fullName(at), update);
    this.told.set(id, { refs: new Set([...refs, ...news.map(({ ref }) => ref)]), isWhole });
    this.removeUnlessNeeded(entry);
  }

  /** A record stays as long as it may be what shows that another push took place, which nobody knows yet. */
  private removeUnlessNeeded({ id, at }: Entry): void {
    const told = this.told.get(id);
    if (!told?.isWhole) return;
    const isNeeded = this.entriesOf(at).some(
      (other) =>
        other.id !== id &&
        !other.isReported &&
        !this.told.get(other.id)?.isWhole &&
        this.untold(other).some(({ ref }) => told.refs.has(ref)),
    );
    if (!isNeeded) this.remove(id);
  }

  private rememberTold(name: string, update: RefUpdate): void {
    const key = `${name} ${update.ref}`;
    this.lastTold.delete(key);
    this.lastTold.set(key, update);
    const [oldest] = this.lastTold.keys();
    if (this.lastTold.size > MOST_LAST_TOLD && oldest !== undefined) this.lastTold.delete(oldest);
  }

  private remove(id: string): void {
    this.folder.remove(id);
    this.told.delete(id);
    this.hookMoves.delete(id);
    this.hasSucceeded(id);
  }

  private hasSucceeded(id: string): void {
    if (!this.failing.delete(id)) return;
    if (!this.served.has(id)) this.contexts.delete(id);
    for (const [repository, obstacle] of this.blocked)
      if (obstacle.id === id) this.blocked.delete(repository);
  }

  private untold({ id, updates }: Entry): readonly RefUpdate[] {
    const told = this.told.get(id);
    return told === undefined ? updates : updates.filter(({ ref }) => !told.refs.has(ref));
  }

  private entries(): Entry[] {
    return this.folder.entries(this.folder.ids(), (id) => this.served.has(id));
  }

  private entriesOf(at: RepositoryPath): Entry[] {
    const name = fullName(at);
    const ids = this.folder.ids().filter((id) => [undefined, name].includes(this.served.get(id)));
    const entries = this.folder.entries(ids, (id) => this.served.has(id));
    return entries.filter((entry) => fullName(entry.at) === name);
  }
}

/** What is known to have taken place of a push. */
interface Moves {
  readonly entry: Entry;
  readonly updates: readonly RefUpdate[];
  /** Whether that is all that it ever did. */
  readonly isWhole: boolean;
}

interface Told {
  readonly refs: ReadonlySet<string>;
  readonly isWhole: boolean;
}

/** Whether only the refs tell what became of it. */
const isDoubtful = ({ isReported, isOver }: Entry): boolean => isOver && !isReported;

/** Whether an equal push is under way: which of the two has moved a ref is not known before that has ended, too. */
const hasRival = (entry: Entry, pushes: readonly Entry[]): boolean =>
  pushes.some(
    (other) =>
      !other.isReported &&
      !other.isOver &&
      other.updates.some(({ ref, before, after }) =>
        entry.updates.some((own) => own.ref === ref && own.before === before && own.after === after),
      ),
  );

function byRepository(entries: readonly Entry[]): readonly { at: RepositoryPath; pushes: Entry[] }[] {
  const groups = new Map<string, { at: RepositoryPath; pushes: Entry[] }>();
  for (const entry of entries) {
    const name = fullName(entry.at);
    const group = groups.get(name) ?? { at: entry.at, pushes: [] };
    group.pushes.push(entry);
    groups.set(name, group);
  }
  return [...groups.values()];
}

/** Calls as if from where it was taken. */
type Context = <Result>(call: () => Result) => Result;
