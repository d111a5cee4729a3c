import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { OnStateReplaced } from '#domain';
import { Git } from './git.js';
import { GitProcess, type ReadAnswer } from './git-process.js';

const MOST_FOLDERS = 8;

/** A command that answers questions on its standard input. */
export interface ResidentCommand {
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** Keeps with each repository in use the gits that it is asked through, one for each command. */
@Injectable()
export class GitProcessPool implements OnApplicationShutdown, OnStateReplaced {
  private readonly folders = new LRUCache<string, Map<ResidentCommand, GitProcess>>({
    max: MOST_FOLDERS,
    dispose: (commands) => {
      for (const resident of commands.values()) resident.close();
    },
  });

  constructor(private readonly git: Git) {}

  /**
   * Questions are answered in turn. Rejects with what git says when it dies of this question, or of one before it, and
   * with Node's error when it cannot be started.
   */
  async ask<T>(
    folder: string,
    command: ResidentCommand,
    question: string | Buffer,
    read: ReadAnswer<T>,
  ): Promise<T> {
    return this.resident(folder, command).ask(question, read);
  }

  /** Starts what `ask` will need, for a repository that is about to be asked. */
  prepare(folder: string, command: ResidentCommand): void {
    try {
      this.resident(folder, command);
    } catch {
      // Whoever asks will see.
    }
  }

  /** Of the git that will be asked next, unless it dies before. @throws when it cannot be started */
  processId(folder: string, command: ResidentCommand): number {
    return this.resident(folder, command).processId;
  }

  /** Before a folder goes, or its name may come to mean another repository. */
  forget(folder: string): void {
    this.folders.delete(folder);
  }

  onApplicationShutdown(): void {
    this.folders.clear();
  }

  /** They work in folders that have gone, whatever lies by their names now. */
  onStateReplaced(): void {
    this.folders.clear();
  }

  private resident(folder: string, command: ResidentCommand): GitProcess {
    const commands = this.folders.get(folder) ?? new Map<ResidentCommand, GitProcess>();
    this.folders.set(folder, commands);
    const known = commands.get(command);
    if (known?.isOpen) return known;
    const resident = new GitProcess(this.git.start(folder, command.args, command.environment ?? {}));
    commands.set(command, resident);
    return resident;
  }
}
