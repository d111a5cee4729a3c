import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { OnStateReplaced } from '#domain';
import { Git } from './git.js';
import { GitProcess, type ReadAnswer } from './git-process.js';

const MOST_FOLDERS = 8;

/** A git command that answers requests on its standard input. */
export interface ResidentCommand {
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** Keeps persistent git processes for repositories in use, one per repository and command. */
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
   * Answers requests in order. Rejects with git's message when the process dies of this request or an earlier one,
   * and with Node's error when it cannot be started.
   */
  async ask<T>(
    folder: string,
    command: ResidentCommand,
    question: string | Buffer,
    read: ReadAnswer<T>,
  ): Promise<T> {
    return this.resident(folder, command).ask(question, read);
  }

  /** Starts the process ahead of the first `ask`. */
  prepare(folder: string, command: ResidentCommand): void {
    try {
      this.resident(folder, command);
    } catch {
      // `ask` will report the error.
    }
  }

  /** The process id of the git that is asked next, unless it dies before. @throws when it cannot be started */
  processId(folder: string, command: ResidentCommand): number {
    return this.resident(folder, command).processId;
  }

  /** Call it before a folder is removed, or its name may mean another repository. */
  forget(folder: string): void {
    this.folders.delete(folder);
  }

  onApplicationShutdown(): void {
    this.folders.clear();
  }

  /** They work in folders that were removed, even if their names are in use again. */
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
