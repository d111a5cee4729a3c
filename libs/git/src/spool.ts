import { watch, type FSWatcher } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Injectable, Logger } from '@nestjs/common';
import { ZERO_SHA, type RefUpdate, type RepositoryPath } from '#domain';
import { BareRepositories } from './bare-repositories.js';
import { GitSettings } from './git-settings.js';
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
}

/** Takes a push over; the spool forgets it when this resolves, and offers it again when it rejects. */
export type PushReceiver = (push: AcceptedPush) => Promise<void>;

/** A hook is over in milliseconds; a record this old has no living writer, whatever its process id says. */
const STALE_AFTER_MS = 3_600_000;
/** How soon a record that could not be taken over is offered again, and how late a lost file notice is noticed. */
const RESCAN_MS = 1_000;

/**
 * The folder in which the hooks of all repositories put pushes on record, whoever served them: this server, or
 * git itself when somebody pushes to a bare folder's path, server up or down. See hook-scripts.ts for the files.
 */
@Injectable()
export class Spool {
  private readonly logger = new Logger('spool');
  private readonly folder: string;
  private readonly underWay = new Map<string, Promise<void>>();
  /** The last push of each repository: events of one repository are recorded in the order of its pushes. */
  private readonly tails = new Map<string, Promise<void>>();
  private readonly failing = new Set<string>();
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
    this.watcher = watch(this.folder, (_, file) => {
      if (file?.endsWith('.moved')) void this.collect(basename(file, '.moved'));
    });
    this.rescan = setInterval(() => void this.collectAll(), RESCAN_MS);
    this.rescan.unref();
    await this.collectAll();
  }

  async close(): Promise<void> {
    this.watcher?.close();
    if (this.rescan) clearInterval(this.rescan);
    await Promise.all(this.underWay.values());
    this.receiver = null;
  }

  /** Hands every finished push to the receiver, oldest first. Resolves to the number that could not be taken over. */
  async collectAll(): Promise<number> {
    const files = await readdir(this.folder);
    const ids = [...new Set(files.map((file) => file.replace(/\.(pushing|moved)$/, '')))];
    const aged = await Promise.all(
      ids.map(async (id) => ({ id, age: (await this.read(id))?.writtenAt ?? 0 })),
    );
    const oldestFirst = aged.sort((a, b) => a.age - b.age);
    await Promise.all(oldestFirst.map(({ id }) => this.collect(id)));
    return this.failing.size;
  }

  /** Hands one push to the receiver if it is finished. Never rejects: a push that is not taken over stays. */
  collect(id: string): Promise<void> {
    const known = this.underWay.get(id);
    if (known) return known;
    const work = this.collectOnce(id)
      .then(() => void this.failing.delete(id))
      .catch((error: unknown) => {
        if (!this.failing.has(id))
          this.logger.error(`push ${id} could not be recorded yet: ${String(error)}`);
        this.failing.add(id);
      })
      .finally(() => this.underWay.delete(id));
    this.underWay.set(id, work);
    return work;
  }

  /** Git has served this push to its end: what it has not reported by now did not happen. */
  async conclude(id: string): Promise<void> {
    if ((await this.readFile(id, 'moved')) === null) await this.remove(id, 'pushing');
    else await this.collect(id);
  }

  private async collectOnce(id: string): Promise<void> {
    const record = await this.read(id);
    if (record === null || (!record.isReported && isAlive(record))) return;
    const updates = record.isReported ? record.updates : await this.thoseThatMoved(record);
    const push = { key: `${id}@${record.writtenAt}`, at: record.at, pusherId: record.pusherId, updates };
    if (updates.length > 0) await this.inOrder(push);
    await this.remove(id, 'pushing');
    await this.remove(id, 'moved');
  }

  private async inOrder(push: AcceptedPush): Promise<void> {
    const receiver = this.receiver;
    if (receiver === null) throw new Error('the spool is closed');
    const repository = `${push.at.owner}/${push.at.path}`;
    const before = this.tails.get(repository) ?? Promise.resolve();
    const work = before.then(() => receiver(push));
    const tail = work
      .catch(() => undefined)
      .finally(() => {
        if (this.tails.get(repository) === tail) this.tails.delete(repository);
      });
    this.tails.set(repository, tail);
    await work;
  }

  /** Git died between moving refs and saying so: what the refs are now tells which of the announced moves took place. */
  private async thoseThatMoved(record: PushRecord): Promise<RefUpdate[]> {
    const refs = await readRefs(this.repositories.folder(record.at));
    return record.updates.filter(({ ref, after }) => (refs.get(ref) ?? ZERO_SHA) === after);
  }

  private async read(id: string): Promise<PushRecord | null> {
    const moved = await this.readFile(id, 'moved');
    if (moved?.isComplete) return { ...moved, isReported: true };
    const announced = (await this.readFile(id, 'pushing')) ?? moved;
    return announced && { ...announced, isReported: false };
  }

  private async readFile(id: string, suffix: 'pushing' | 'moved') {
    const file = join(this.folder, `${id}.${suffix}`);
    const text = await readFile(file, 'utf8').catch(() => null);
    const writtenAt = (await stat(file).catch(() => null))?.mtimeMs;
    if (text === null || writtenAt === undefined) return null;
    return { ...parseRecord(text), writtenAt };
  }

  private remove(id: string, suffix: 'pushing' | 'moved'): Promise<void> {
    return rm(join(this.folder, `${id}.${suffix}`), { force: true });
  }
}

interface PushRecord extends ParsedRecord {
  readonly writtenAt: number;
  /** Git said itself that these refs moved. */
  readonly isReported: boolean;
}

interface ParsedRecord {
  readonly processId: number;
  readonly at: RepositoryPath;
  readonly pusherId: number | null;
  readonly updates: readonly RefUpdate[];
  readonly isComplete: boolean;
}

function parseRecord(text: string): ParsedRecord {
  // The last piece is empty after a complete line, and half a line when the writer was cut off.
  const [processId = '', folder = '', pusher = '', ...rest] = text.split('\n').slice(0, -1);
  const updates = rest.flatMap((line): RefUpdate[] => {
    const [, before, after, ref] = /^([0-9a-f]{40}) ([0-9a-f]{40}) (refs\/.+)$/.exec(line) ?? [];
    return before && after && ref ? [{ ref, before, after }] : [];
  });
  return {
    processId: Number(processId),
    at: { owner: basename(dirname(folder)), path: basename(folder, '.git') },
    pusherId: pusher === '' ? null : Number(pusher),
    updates,
    isComplete: rest.at(-1) === 'end',
  };
}

function isAlive(record: PushRecord): boolean {
  if (Date.now() - record.writtenAt > STALE_AFTER_MS || !(record.processId > 0)) return false;
  try {
    process.kill(record.processId, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
