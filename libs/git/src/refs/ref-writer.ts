import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { ZERO_SHA, type RefUpdate, type RepositoryPath, type User } from '#domain';
import { BareRepositories } from '../repository/bare-repositories.js';
import { committerEnvironment } from '../process/committer.js';
import { pushConfig } from '../repository/repository-config.js';
import { readRef } from '../repository/ref-files.js';
import { RepositoryMutex } from '../repository/repository-mutex.js';
import { GitDied, ofLength } from '../process/git-process.js';
import { GitProcessPool, type ResidentCommand } from '../process/git-process-pool.js';

const UPDATE_REF: ResidentCommand = { args: ['update-ref', '--stdin'] };
/** How many people's commands are remembered. */
const MOST_PEOPLE = 64;
/** What it prints when all of a transaction has gone well. */
const DONE = 'start: ok\nprepare: ok\ncommit: ok\n';

/** Moves refs on the server's behalf. */
@Injectable()
export class RefWriter {
  /** One transaction at a time: git dies of one that fails, and must not take the next with it. */
  private readonly mutex = new RepositoryMutex();
  /** By name and address: a git of its own for each, because it is told only once who moves refs. */
  private readonly commands = new LRUCache<string, ResidentCommand>({ max: MOST_PEOPLE });

  constructor(
    private readonly gits: GitProcessPool,
    private readonly repositories: BareRepositories,
  ) {}

  /**
   * All of them or none. A ref whose `before` is its `after` has to be there and stays.
   * @param pusher is named in the reflog, where the repository keeps one
   * @returns false when a ref is no longer what its `before` says, when somebody else is moving it, or when its name is in
   *   the way of another. Rejects when git died: nobody has said then whether they have moved
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

  /** Of the git that will move refs there next. */
  processId(at: RepositoryPath, pusher: User): number {
    const folder = this.repositories.folder(at);
    return this.gits.processId(folder, this.commandOf(folder, pusher));
  }

  /** Whatever it was before. @param sha null removes the ref, if there is one */
  async set(at: RepositoryPath, ref: string, sha: string | null): Promise<void> {
    const folder = this.repositories.folder(at);
    if (readRef(folder, ref) === sha) return;
    await this.transaction(folder, [sha === null ? `delete ${ref}` : `update ${ref} ${sha}`], UPDATE_REF);
  }

  private commandOf(folder: string, pusher: User): ResidentCommand {
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
    resident: ResidentCommand,
  ): Promise<void> {
    const input = ['start', ...commands, 'prepare', 'commit', ''].join('\n');
    await this.mutex.runExclusive(folder, () => this.gits.ask(folder, resident, input, readDone));
  }
}

const readDone = ofLength(DONE.length);

function command({ ref, before, after }: RefUpdate): string {
  if (before === after) return `verify ${ref} ${before}`;
  return after === ZERO_SHA ? `delete ${ref} ${before}` : `update ${ref} ${after} ${before}`;
}
