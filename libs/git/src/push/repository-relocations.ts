import { lstatSync, mkdirSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { RepositoryPath } from '#domain';
import { unlessAbsent } from '../files/absent.js';
import { GitProcessPool } from '../process/git-process-pool.js';
import { BareRepositories } from '../repository/bare-repositories.js';
import { placesIn } from '../repository/repository-list.js';
import type { AddressChange } from './journal/address-changes.js';
import { PushJournal } from './journal/push-journal.js';

const ENDING = '.git';
/** Ends the name of the link while the folder itself is on its way. */
const ON_ITS_WAY = '.git.moving';

/**
 * Gives repositories' folders other places. While somebody decides whether that is to stay, a link leads from the old place to
 * the new one: both addresses work, and a start finds what a crash has left undecided.
 */
@Injectable()
export class RepositoryRelocations {
  constructor(
    private readonly repositories: BareRepositories,
    private readonly gits: GitProcessPool,
    private readonly journal: PushJournal,
  ) {}

  /** @see AddressChanges.whileQuiet */
  whileQuiet(change: AddressChange, timeoutMs: number, attempt: () => Promise<boolean>): Promise<boolean> {
    return this.journal.addresses.whileQuiet(change, timeoutMs, attempt);
  }

  /**
   * Between the look at the journal and the new place of the folder nothing else is done. Whatever lies at that place has no
   * row: a deletion was cut short.
   * @returns false when a push is under way or waits to be recorded; then, and where a step fails, nothing has changed
   */
  begin(change: AddressChange): boolean {
    if (!this.journal.addresses.isQuiet(change.from)) return false;
    const [source, target] = this.folders(change);
    mkdirSync(dirname(target), { recursive: true });
    // Where case does not matter to the disk, it may be the very same folder.
    if (!isSame(source, target)) rmSync(target, { recursive: true, force: true });
    const waiting = waitingLink(source);
    symlinkSync(relative(dirname(source), target), waiting);
    try {
      renameSync(source, target);
      if (isSame(source, target)) rmSync(waiting);
      else renameSync(waiting, source);
      this.journal.addresses.rename(change);
    } catch (error) {
      this.undo(change);
      throw error;
    }
    this.gits.forget(source);
    return true;
  }

  /** It stays where it is now. */
  finish({ from, to }: AddressChange): void {
    // What a crash had left there names the old address still.
    this.journal.addresses.rename({ from, to });
    const source = this.repositories.folder(from);
    this.gits.forget(source);
    if (isLink(source)) rmSync(source);
  }

  /** It goes back to where it was. */
  undo({ from, to }: AddressChange): void {
    const [source, target] = this.folders({ from, to });
    const waiting = waitingLink(source);
    if (isLink(source)) renameSync(source, waiting);
    const isMoved = !isThere(source) || isSame(source, target);
    if (isMoved && isThere(target)) renameSync(target, source);
    rmSync(waiting, { force: true });
    this.journal.addresses.rename({ from: to, to: from });
    this.gits.forget(target);
  }

  /** What was begun, and neither finished nor undone. */
  unfinished(): readonly AddressChange[] {
    const { root } = this.repositories;
    return placesIn(root)
      .filter(({ entry }) => entry.isSymbolicLink())
      .map(({ owner, entry: { name } }) => ({
        from: { owner, path: pathOf(name) },
        to: this.end(owner, name),
      }));
  }

  private end(owner: string, name: string): RepositoryPath {
    const target = join(
      this.repositories.root,
      owner,
      readlinkSync(join(this.repositories.root, owner, name)),
    );
    return { owner: basename(dirname(target)), path: basename(target, ENDING) };
  }

  private folders({ from, to }: AddressChange): readonly [source: string, target: string] {
    return [this.repositories.folder(from), this.repositories.folder(to)];
  }
}

const waitingLink = (folder: string): string => folder.slice(0, -ENDING.length) + ON_ITS_WAY;

const pathOf = (link: string): string => basename(basename(link, ON_ITS_WAY), ENDING);

const numberOf = (path: string): bigint | undefined =>
  lstatSync(path, { bigint: true, throwIfNoEntry: false })?.ino;

const isSame = (one: string, other: string): boolean => {
  const number = numberOf(one);
  return number !== undefined && number === numberOf(other);
};

const isThere = (path: string): boolean => numberOf(path) !== undefined;

const isLink = (path: string): boolean => unlessAbsent(() => lstatSync(path))?.isSymbolicLink() ?? false;
