import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { ForgeError, quoted, Loggers, type Logger } from '#domain';
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

/**
 * The folder `snapshots`: `<name>.json` for each snapshot, which names its folder. This file decides: it is replaced
 * atomically, and folders that no file names are removed at the start.
 */
@Injectable()
export class SnapshotFolder {
  private readonly logger: Logger;
  private readonly folder: string;

  constructor({ dataFolder }: GitSettings, loggers: Loggers) {
    this.logger = loggers.of('snapshot');
    this.folder = join(dataFolder, 'snapshots');
  }

  /** Removes incomplete snapshots of a crash. */
  async prepare(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const named = this.list().flatMap(({ name, content }) => [name + ENDING, content]);
    for (const entry of readdirSync(this.folder).filter((each) => !named.includes(each)))
      await this.remove(entry);
  }

  /** By name. */
  list(): readonly Snapshot[] {
    const files = readdirSync(this.folder).filter((file) => file.endsWith(ENDING));
    return files.sort().flatMap((file) => this.read(file.slice(0, -ENDING.length)) ?? []);
  }

  /** @throws ForgeError `not_found` */
  get(name: string): Snapshot {
    const found = this.list().find((snapshot) => snapshot.name === name);
    if (found === undefined) throw new ForgeError('not_found', `Snapshot ${quoted(name)} does not exist`);
    return found;
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
    const before = this.read(name);
    const draft = `${this.place(state.content)}.new`;
    await writeFile(draft, JSON.stringify(state));
    await rename(draft, this.place(name + ENDING));
    if (before !== null) await this.remove(before.content);
    return { name, ...state };
  }

  /** @throws ForgeError `not_found` */
  async delete(name: string): Promise<void> {
    const { content } = this.get(name);
    await this.remove(name + ENDING);
    await this.remove(content);
  }

  /** Removes a state, complete or not. Never rejects: the next start tries again. */
  async remove(entry: string): Promise<void> {
    await rm(this.place(entry), { recursive: true, force: true }).catch((error: unknown) =>
      this.logger.warn(`${this.place(entry)} could not be removed: ${String(error)}`),
    );
  }

  private read(name: string): Snapshot | null {
    try {
      const state = SavedState.parse(JSON.parse(readFileSync(this.place(name + ENDING), 'utf8')));
      return { name, ...state };
    } catch {
      return null;
    }
  }
}
