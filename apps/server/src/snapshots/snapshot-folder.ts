import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { codeOf, ForgeError, Loggers, messageOf, quoted, shortened, type Logger } from '#domain';
import { GitSettings } from '#git';

const SavedState = z.object({
  /** The folder with its rows and repositories, beside this file. */
  content: z.string(),
  createdAt: z.string(),
  repositories: z.number(),
  clock: z.object({ offsetMs: z.number(), frozenAt: z.number().nullable() }),
});
export type SavedState = z.output<typeof SavedState>;

/** All of it except its folder. */
export type NewState = Omit<SavedState, 'content'>;

export type Snapshot = SavedState & { readonly name: string };

const ENDING = '.json';
/** Of a file that is not whole yet. */
const DRAFT = '.new';

/**
 * The folder `snapshots`: `<name>.json` for each snapshot, which names its folder. This file decides: it is replaced
 * atomically, and folders that no file names are removed at the start, unless a file cannot be read.
 */
@Injectable()
export class SnapshotFolder {
  private readonly logger: Logger;
  private readonly folder: string;

  constructor({ dataFolder }: GitSettings, loggers: Loggers) {
    this.logger = loggers.of('snapshot');
    this.folder = join(dataFolder, 'snapshots');
  }

  /** Removes incomplete snapshots of a crash. Warns of files that cannot be read: any folder may be theirs. */
  async prepare(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const named = this.named();
    const isLeft = (entry: string) => entry.endsWith(DRAFT) || named?.has(entry) === false;
    for (const entry of readdirSync(this.folder).filter(isLeft)) await this.remove(entry);
  }

  /** By name, without those that cannot be read. */
  list(): readonly Snapshot[] {
    return this.names().flatMap((name) => this.readable(name) ?? []);
  }

  /** @throws ForgeError `not_found`; `conflict` when its file cannot be read */
  get(name: string): Snapshot {
    return this.read(name) ?? missing(name);
  }

  /**
   * Creates a folder for a state.
   * @returns its name
   */
  async create(): Promise<string> {
    const content = randomUUID();
    await mkdir(this.place(content), { recursive: true });
    return content;
  }

  /** The folder of the state. */
  place(content: string): string {
    return join(this.folder, content);
  }

  /** Names a state; replaces another one of that name. */
  async save(name: string, state: SavedState): Promise<Snapshot> {
    const before = this.readable(name);
    const draft = this.place(state.content + DRAFT);
    // On the disk before the former state goes, whose file it replaces.
    await writeFile(draft, JSON.stringify(state), { flush: true });
    await rename(draft, this.place(name + ENDING));
    if (before !== null) await this.remove(before.content);
    return { name, ...state };
  }

  /** Also where its file cannot be read: the next start removes its folder then. @throws ForgeError `not_found` */
  async delete(name: string): Promise<void> {
    if (!existsSync(this.place(name + ENDING))) missing(name);
    const before = this.readable(name);
    await this.remove(name + ENDING);
    if (before !== null) await this.remove(before.content);
  }

  /** Removes a state, complete or not. Never rejects: the next start tries again. */
  async remove(entry: string): Promise<void> {
    await rm(this.place(entry), { recursive: true, force: true }).catch((error: unknown) =>
      this.logger.warn(`${this.place(entry)} could not be removed: ${String(error)}`),
    );
  }

  private names(): readonly string[] {
    const files = readdirSync(this.folder).filter((file) => file.endsWith(ENDING));
    return files.sort().map((file) => file.slice(0, -ENDING.length));
  }

  /** Every snapshot's file and folder; null, with warnings, when files cannot be read. */
  private named(): ReadonlySet<string> | null {
    const named = new Set<string>();
    let isWhole = true;
    for (const name of this.names()) {
      try {
        named.add(this.get(name).content).add(name + ENDING);
      } catch (error) {
        this.logger.warn(messageOf(error));
        isWhole = false;
      }
    }
    return isWhole ? named : null;
  }

  /** Null also when its file cannot be read. */
  private readable(name: string): Snapshot | null {
    try {
      return this.read(name);
    } catch {
      return null;
    }
  }

  /** Null when there is none. @throws ForgeError `conflict` when its file cannot be read */
  private read(name: string): Snapshot | null {
    try {
      const state = SavedState.parse(JSON.parse(readFileSync(this.place(name + ENDING), 'utf8')));
      return { name, ...state };
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return null;
      const why = shortened(messageOf(error));
      throw new ForgeError(
        'conflict',
        `Snapshot ${quoted(name)} cannot be read: ${why}; take it again, or delete it`,
      );
    }
  }
}

function missing(name: string): never {
  throw new ForgeError('not_found', `Snapshot ${quoted(name)} does not exist`);
}
