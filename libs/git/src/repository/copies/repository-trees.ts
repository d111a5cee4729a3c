import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { GitSettings } from '../../process/git-settings.js';
import { repositoriesIn } from '../repository-list.js';
import { copyRepository } from './copy-repository.js';
import { StagedFolders } from './staged-folders.js';

/** Copies and replaces the whole tree of repositories. */
@Injectable()
export class RepositoryTrees {
  private readonly root: string;
  private readonly staging: string;
  private removal: Promise<void> = Promise.resolve();

  constructor(
    private readonly stagedFolders: StagedFolders,
    settings: GitSettings,
  ) {
    this.root = join(settings.dataFolder, 'repositories');
    this.staging = join(settings.dataFolder, 'staging');
  }

  /** Copies all repositories into a new folder. Nobody may push meanwhile. @returns their number */
  async copyTo(folder: string): Promise<number> {
    return copyTree(this.root, folder);
  }

  /** Copies such a folder for `replace`. @returns its name for `replace` */
  async stage(folder: string): Promise<string> {
    const staged = `tree-${randomUUID()}`;
    try {
      await copyTree(folder, join(this.staging, staged));
    } catch (error) {
      await this.discard(staged);
      throw error;
    }
    return staged;
  }

  discard(staged: string): Promise<void> {
    return this.stagedFolders.remove(join(this.staging, staged));
  }

  /**
   * Replaces the repositories by a staged tree. After an interruption, another call continues; after completion it
   * does nothing.
   * @param whileAway is called while there are no repositories: nobody can push to any, by path either
   */
  replace(staged: string, whileAway: () => void): void {
    const [next, former] = [join(this.staging, staged), join(this.staging, `${staged}-former`)];
    if (!existsSync(next)) return;
    if (existsSync(this.root)) renameSync(this.root, former);
    whileAway();
    renameSync(next, this.root);
    this.removal = Promise.all([this.removal, this.stagedFolders.remove(former)]).then(() => undefined);
  }

  /** Resolves when the replaced files are removed. */
  removed(): Promise<void> {
    return this.removal;
  }
}

async function copyTree(from: string, to: string): Promise<number> {
  mkdirSync(to, { recursive: true });
  const names = repositoriesIn(from);
  await Promise.all(names.map((name) => copyRepository(join(from, name), join(to, name))));
  return names.length;
}
