import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { appendFile, chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Injectable } from '@nestjs/common';
import { codeOf } from '#domain';
import type { RepositoryPath } from '#domain';
import { Git } from '../process/git.js';
import { GitSettings } from '../process/git-settings.js';
import { HOOK_STAGES, RECORDER, RECORDER_SCRIPT, repositoryHook, type HookStage } from './hook-scripts.js';
import { removeLeftovers } from './leftovers.js';
import { linkObjects } from './copies/object-links.js';
import { CHECK_SCRIPT, CHECKS } from './push-checks.js';
import { readRef, readRefs } from './ref-files.js';
import { repositoriesIn } from './repository-list.js';
import { StagedFolders } from './copies/staged-folders.js';
import { GitProcessPool } from '../process/git-process-pool.js';
import { writeWhole } from '../files/write-whole.js';

/**
 * Every repository has this configuration, because a push by path runs under the pusher's, not ours. The refs of an
 * alternate only avoid sending objects again; git would start a process to list none. Hidden from receive-pack, the
 * refs of merge requests can be fetched but not pushed.
 */
const REPOSITORY_CONFIG = `[core]
	hooksPath = hooks
	alternateRefsCommand = true
[receive]
	advertisePushOptions = true
	autogc = false
	hideRefs = refs/merge-requests
[gc]
	auto = 0
[uploadpack]
	allowFilter = true
	allowAnySHA1InWant = true
`;

/** The bare repositories on disk: `repositories/<owner>/<path>.git` below the data folder. */
@Injectable()
export class BareRepositories {
  readonly root: string;
  private readonly staging: string;

  constructor(
    private readonly git: Git,
    private readonly gits: GitProcessPool,
    private readonly stagedFolders: StagedFolders,
    private readonly settings: GitSettings,
  ) {
    this.root = join(settings.dataFolder, 'repositories');
    this.staging = join(settings.dataFolder, 'staging');
  }

  /** Makes the folders and the script that all hooks share, and removes what a crash or a full disk left incomplete. */
  async prepare(): Promise<void> {
    await this.stagedFolders.remove(this.staging);
    const hooks = join(this.settings.dataFolder, 'hooks');
    for (const folder of [this.root, this.staging, this.checksFolder])
      await mkdir(folder, { recursive: true });
    await writeWhole(join(hooks, RECORDER), RECORDER_SCRIPT);
    await writeWhole(join(this.checksFolder, 'pre-receive'), CHECK_SCRIPT);
    await chmod(join(this.checksFolder, 'pre-receive'), 0o755);
    for (const name of repositoriesIn(this.root)) await removeLeftovers(join(this.root, name));
  }

  /** The folder of git's hooks for a push whose commits are checked. */
  get checksFolder(): string {
    return resolve(this.settings.dataFolder, 'hooks', CHECKS);
  }

  folder(at: RepositoryPath): string {
    return join(this.root, at.owner, `${at.path}.git`);
  }

  /**
   * Makes a repository in a staging folder.
   * @param history a `git fast-import` stream of its first commits; `''` for an empty repository
   * @returns its `moveTo` renames it into place, which fits into a transaction; its `discard` removes it
   */
  stage(defaultBranch: string, history = ''): Promise<StagedRepository> {
    return this.staged(defaultBranch, async (folder) => {
      if (history !== '') await this.git.run(folder, ['fast-import'], history);
    });
  }

  /**
   * Like `stage`, with the branches and tags of another repository. Object files are hard links: no second copy, and
   * either repository can be deleted.
   */
  async stageFork(of: RepositoryPath): Promise<StagedRepository> {
    const parent = this.folder(of);
    return this.staged(this.defaultBranch(of), async (folder) => {
      // Refs before objects: the objects of every ref that is copied exist.
      const refs = [...readRefs(parent)].filter(([name]) => /^refs\/(heads|tags)\//.test(name));
      await linkObjects(parent, folder);
      await writeFile(join(folder, 'packed-refs'), refs.map(([name, sha]) => `${sha} ${name}\n`).join(''));
    });
  }

  /** Its name is free when this returns; its files are removed when the promise resolves. */
  async delete(at: RepositoryPath): Promise<void> {
    this.gits.forget(this.folder(at));
    const doomed = join(this.staging, randomUUID());
    try {
      renameSync(this.folder(at), doomed);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return;
      throw error;
    }
    await this.stagedFolders.remove(doomed);
  }

  isThere(at: RepositoryPath): boolean {
    return existsSync(this.folder(at));
  }

  /** The branch that HEAD names; it may not exist. `''` for a repository that is being deleted. */
  defaultBranch(at: RepositoryPath): string {
    try {
      const head = readFileSync(join(this.folder(at), 'HEAD'), 'utf8');
      return head.replace(/^ref: refs\/heads\//, '').trim();
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return '';
      throw error;
    }
  }

  async setDefaultBranch(at: RepositoryPath, branch: string): Promise<void> {
    await this.git.run(this.folder(at), ['symbolic-ref', 'HEAD', `refs/heads/${branch}`]);
  }

  /** Whether there are other hooks besides ours, or in their place. Small files: quicker without the thread pool. */
  hasOwnHooks(at: RepositoryPath): boolean {
    const hooks = join(this.folder(at), 'hooks');
    const isOurs = (stage: HookStage) => readFileSync(join(hooks, stage), 'utf8') === repositoryHook(stage);
    try {
      return readdirSync(hooks).length !== HOOK_STAGES.length || !HOOK_STAGES.every(isOurs);
    } catch {
      return true;
    }
  }

  /** Whether a hook may move other refs than the push names. */
  hasProcReceive(at: RepositoryPath): boolean {
    return existsSync(join(this.folder(at), 'hooks', 'proc-receive'));
  }

  /**
   * Packs all refs into one file, in which thousands are found as soon as a few. Other work may go on. Rejects when
   * another git holds the file.
   */
  async packRefs(at: RepositoryPath): Promise<void> {
    await this.git.run(this.folder(at), ['pack-refs', '--all']);
  }

  /** The current value of a ref; null when there is none. @param ref a full name; git need not accept it */
  ref(at: RepositoryPath, ref: string): string | null {
    return readRef(this.folder(at), ref);
  }

  hasRef(at: RepositoryPath, ref: string): boolean {
    return readRef(this.folder(at), ref) !== null;
  }

  /** A failed step leaves nothing behind. */
  private async staged(
    defaultBranch: string,
    fill: (folder: string) => Promise<void>,
  ): Promise<StagedRepository> {
    const folder = join(this.staging, randomUUID());
    try {
      const options = ['--bare', '--object-format=sha1', `--initial-branch=${defaultBranch}`];
      await this.git.run(this.staging, ['init', ...options, folder]);
      await fill(folder);
      await appendFile(join(folder, 'config'), REPOSITORY_CONFIG);
      await writeHooks(join(folder, 'hooks'), HOOK_STAGES);
    } catch (error) {
      await this.stagedFolders.remove(folder);
      throw error;
    }
    return {
      moveTo: async (at) => {
        const target = this.folder(at);
        await mkdir(dirname(target), { recursive: true });
        // A folder there has no row: a deletion was interrupted.
        await rm(target, { recursive: true, force: true });
        await rename(folder, target);
      },
      discard: () => this.stagedFolders.remove(folder),
    };
  }
}

export interface StagedRepository {
  moveTo(at: RepositoryPath): Promise<void>;
  discard(): Promise<void>;
}

async function writeHooks(folder: string, stages: readonly HookStage[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const stage of stages) {
    await writeFile(join(folder, stage), repositoryHook(stage));
    await chmod(join(folder, stage), 0o755);
  }
}
