import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { OnStateReplaced } from '#domain';
import { Git } from './git.js';
import { GitProcess, type ReadAnswer } from './git-process.js';

const MOST_FOLDERS = 8;

/** A git command that answers requests on its standard input. */
export interface PersistentCommand {
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** Keeps persistent git processes for repositories in use, one per repository and command. */
@Injectable()
export class GitProcessPool implements OnApplicationShutdown, OnStateReplaced {
  private readonly folders = new LRUCache<string, Map<PersistentCommand, GitProcess>>({
    max: MOST_FOLDERS,
    dispose: (commands) => {
      for (const gitProcess of commands.values()) gitProcess.close();
    },
  });

  constructor(private readonly git: Git) {}

  /**
   * Answers requests in order. Rejects with git's message when the process dies of this request or an earlier one,
   * and with Node's error when it cannot be started.
   */
  async ask<T>(
    folder: string,
    command: PersistentCommand,
    question: string | Buffer,
    read: ReadAnswer<T>,
  ): Promise<T> {
    return this.processFor(folder, command).ask(question, read);
  }

  /** Starts the process ahead of the first `ask`. */
  prepare(folder: string, command: PersistentCommand): void {
    try {
      this.processFor(folder, command);
    } catch {
      // `ask` will report the error.
    }
  }

  /** The process id of the git that is asked next, unless it dies before. @throws when it cannot be started */
  processId(folder: string, command: PersistentCommand): number {
    return this.processFor(folder, command).processId;
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

  private processFor(folder: string, command: PersistentCommand): GitProcess {
    const commands = this.folders.get(folder) ?? new Map<PersistentCommand, GitProcess>();
    this.folders.set(folder, commands);
    const known = commands.get(command);
    if (known?.isOpen) return known;
    const gitProcess = new GitProcess(this.git.start(folder, command.args, command.environment ?? {}));
    commands.set(command, gitProcess);
    return gitProcess;
  }
}
