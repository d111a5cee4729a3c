import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  watch,
  writeFileSync,
  type FSWatcher,
} from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { LRUCache } from 'lru-cache';
import { fullName, type RepositoryPath } from '#domain';
import { unlessAbsent } from '../../files/absent.js';
import { isUnderWay, movedRecordText, parsePushRecord, type PushRecord } from './push-record.js';
import type { RecordedPush } from './push-states.js';
import { isServedId, type ServedPushes } from './served-pushes.js';

/** `pushing`: announced; `moved`: reported by git. */
export type Suffix = 'pushing' | 'moved';
const SUFFIXES = ['moved', 'pushing'] as const;
/** What ends like that is about to take the place of the file without it. */
const DRAFT = '.new';
const SECOND_MS = 1_000;

/** Files whose content is cached. */
const MOST_KNOWN = 64;

type KnownRecord = PushRecord & { readonly writtenAt: number; readonly size: number };

/**
 * The files of the journal. They are read and written synchronously: they are tiny and lie between git and its
 * answer, where the thread pool takes longer than all of them together (measured: 15 ms of a push of 135).
 */
export class JournalFolder {
  /** Parsed records of complete files, which never change: one with thousands of refs takes long to read. */
  private readonly known = new LRUCache<string, KnownRecord>({ max: MOST_KNOWN });

  constructor(
    private readonly folder: string,
    private readonly served: ServedPushes,
  ) {}

  /** Makes it, and removes what a crash has left half-made. */
  async prepare(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const drafts = readdirSync(this.folder).filter((file) => file.endsWith(DRAFT));
    for (const file of drafts) rmSync(join(this.folder, file), { force: true });
  }

  /** @param reported is called with the id of a push whose report was written or removed */
  watch(reported: (id: string) => void): FSWatcher {
    return watch(this.folder, (_, file) => {
      const [, id] = /^(.+)\.moved$/.exec(file ?? '') ?? [];
      if (id !== undefined) reported(id);
    });
  }

  ids(): string[] {
    const files = readdirSync(this.folder).filter((file) => !file.endsWith(DRAFT));
    return [...new Set(files.map((file) => file.replace(/\.(pushing|moved)$/, '')))];
  }

  /** All recorded pushes, oldest first. */
  pushes(): RecordedPush[] {
    return this.readAll(this.ids());
  }

  /** Those to one repository, oldest first. */
  pushesTo(at: RepositoryPath): RecordedPush[] {
    const ids = this.ids().filter((id) => this.served.mayGoTo(at, id));
    return this.readAll(ids).filter((push) => fullName(push.at) === fullName(at));
  }

  has(id: string): boolean {
    return existsSync(this.file(id, 'pushing')) || existsSync(this.file(id, 'moved'));
  }

  /** Writes all or nothing: half a record, as a full disk leaves it, would look like an interrupted push. */
  write(id: string, suffix: Suffix, text: string): void {
    const file = this.file(id, suffix);
    try {
      writeFileSync(file, text);
    } catch (error) {
      rmSync(file, { force: true });
      throw error;
    }
  }

  /** Has the records of one repository name another. What is cut off here is done by the next call. */
  rename(from: RepositoryPath, to: RepositoryPath): void {
    for (const id of this.ids())
      for (const suffix of SUFFIXES) unlessAbsent(() => this.renameIn(this.file(id, suffix), from, to));
  }

  private renameIn(file: string, from: RepositoryPath, to: RepositoryPath): void {
    const text = readFileSync(file, 'utf8');
    if (fullName(parsePushRecord(text).at) !== fullName(from)) return;
    const { atimeMs, mtimeMs } = statSync(file);
    writeFileSync(file + DRAFT, movedRecordText(text, to));
    // Its time says which push came first.
    utimesSync(file + DRAFT, atimeMs / SECOND_MS, mtimeMs / SECOND_MS);
    renameSync(file + DRAFT, file);
    this.known.delete(file);
  }

  /** `.pushing` is removed last: its time is part of the key, which a crash in between must not lose. */
  remove(id: string): void {
    for (const suffix of SUFFIXES) {
      rmSync(this.file(id, suffix), { force: true });
      this.known.delete(this.file(id, suffix));
    }
  }

  /** Removes all files, including those of other writers. */
  clear(): void {
    const files = unlessAbsent(() => readdirSync(this.folder)) ?? [];
    for (const file of files) rmSync(join(this.folder, file), { force: true, recursive: true });
    this.known.clear();
  }

  /** Git's report of a push, as far as it exists. */
  report(id: string): PushRecord | null {
    return this.readFile(id, 'moved');
  }

  /** Whether the report is complete, or was and has been recorded. */
  isReported(id: string): boolean {
    return this.readFile(id, 'pushing') === null || this.readFile(id, 'moved')?.isComplete === true;
  }

  private readAll(ids: readonly string[]): RecordedPush[] {
    const found = ids.map((id) => this.read(id)).filter((push) => push !== null);
    return found.sort((a, b) => a.writtenAt - b.writtenAt);
  }

  private read(id: string): RecordedPush | null {
    const first = this.readFile(id, 'pushing') ?? this.readFile(id, 'moved');
    if (first === null) return null;
    // Asked before the files are read: a process that has ended has written everything.
    const isOver = !this.served.has(id) && !isUnderWay(first, Date.now() - first.writtenAt);
    const moved = this.readFile(id, 'moved');
    const report = moved?.isComplete ? moved : null;
    const key = isServedId(id) ? id : `${id}@${first.writtenAt}`;
    const { updates, pushOptions } = report ?? first;
    return { ...first, updates, pushOptions, id, key, isReported: report !== null, isOver };
  }

  private readFile(id: string, suffix: Suffix): (PushRecord & { readonly writtenAt: number }) | null {
    const file = this.file(id, suffix);
    return unlessAbsent(() => {
      const { mtimeMs: writtenAt, size } = statSync(file);
      const known = this.known.get(file);
      if (known?.writtenAt === writtenAt && known.size === size) return known;
      const record = { ...parsePushRecord(readFileSync(file, 'utf8')), writtenAt, size };
      if (record.isComplete) this.known.set(file, record);
      return record;
    });
  }

  private file(id: string, suffix: Suffix): string {
    return join(this.folder, `${id}.${suffix}`);
  }
}
