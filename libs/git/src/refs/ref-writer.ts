import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { ZERO_SHA, type RefUpdate, type RepositoryPath, type User } from '#domain';
import { BareRepositories } from '../repository/bare-repositories.js';
import { committerEnvironment } from '../process/committer.js';
import { pushConfig } from '../repository/repository-config.js';
import { readRef } from '../repository/ref-files.js';
import { RepositoryMutex } from '../repository/repository-mutex.js';
import { GitDied } from '../process/git-died.js';
import { ofLength } from '../process/git-process.js';
import { GitProcessPool, type PersistentCommand } from '../process/git-process-pool.js';

const UPDATE_REF: PersistentCommand = { args: ['update-ref', '--stdin'] };
/** Users whose command is cached. */
const MOST_PEOPLE = 64;
/** Git's output for a complete transaction. */
const DONE = 'start: ok\nprepare: ok\ncommit: ok\n';

/** Moves refs for the server itself. */
@Injectable()
export class RefWriter {
  /** One transaction at a time: git ends at one that fails, and must not take the next with it. */
  private readonly mutex = new RepositoryMutex();
  /** By name and address: one git process for each, because its identity is fixed at its start. */
  private readonly commands = new LRUCache<string, PersistentCommand>({ max: MOST_PEOPLE });

  constructor(
    private readonly gits: GitProcessPool,
    private readonly repositories: BareRepositories,
  ) {}

  /**
   * Moves all refs or none. A ref with equal `before` and `after` must have that value, and stays.
   * @param pusher is named in the reflog, where the repository keeps one
   * @returns false when a ref no longer has its `before`, when somebody else is moving it, or when its name conflicts
   *   with another ref. Rejects when git died: the result is unknown then
   */
  async move(at: RepositoryPath, updates: readonly RefUpdate[], pusher: User): Promise<boolean> {
    const folder = this.repositories.folder(at);
    try {
      await this.transaction(folder, updates.map(command), this.commandOf(folder, pusher));
      return true;
    } catch (error) {
      if (error instanceof GitDied) throw error;
      const hasMoved = updates.some(({ ref, before }) => (readRef(folder, ref) ?? ZERO_SHA) !== before);
      if (hasMoved || /cannot lock ref|\.lock': File exists/.test(String(error))) return false;
      throw error;
    }
  }

  /** The process id of the git that moves refs there next. */
  processId(at: RepositoryPath, pusher: User): number {
    const folder = this.repositories.folder(at);
    return this.gits.processId(folder, this.commandOf(folder, pusher));
  }

  /** Sets a ref whatever its value. @param sha null removes the ref, if there is one */
  async set(at: RepositoryPath, ref: string, sha: string | null): Promise<void> {
    const folder = this.repositories.folder(at);
    if (readRef(folder, ref) === sha) return;
    await this.transaction(folder, [sha === null ? `delete ${ref}` : `update ${ref} ${sha}`], UPDATE_REF);
  }

  private commandOf(folder: string, pusher: User): PersistentCommand {
    if (!pushConfig(folder).keepsReflogs) return UPDATE_REF;
    const environment = committerEnvironment(pusher);
    const key = Object.values(environment).join('\n');
    const known = this.commands.get(key) ?? { ...UPDATE_REF, environment };
    this.commands.set(key, known);
    return known;
  }

  private async transaction(
    folder: string,
    commands: readonly string[],
    gitCommand: PersistentCommand,
  ): Promise<void> {
    const input = ['start', ...commands, 'prepare', 'commit', ''].join('\n');
    await this.mutex.runExclusive(folder, () => this.gits.ask(folder, gitCommand, input, readDone));
  }
}

const readDone = ofLength(DONE.length);

function command({ ref, before, after }: RefUpdate): string {
  if (before === after) return `verify ${ref} ${before}`;
  return after === ZERO_SHA ? `delete ${ref} ${before}` : `update ${ref} ${after} ${before}`;
}
