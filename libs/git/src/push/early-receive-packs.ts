import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { statSync } from 'node:fs';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { OnStateReplaced, RepositoryPath, User } from '#domain';
import { BareRepositories } from '../repository/bare-repositories.js';
import { committerEnvironment } from '../process/committer.js';
import { Git } from '../process/git.js';
import { pushConfig, type PushConfig } from '../repository/repository-config.js';

/** How long a process waits for its client, which builds its pack meanwhile. */
const CLIENT_WAIT_MS = 2_000;
/** Waiting processes; for further clients git starts when the pack arrives. */
const MOST_WAITING = 16;

/** The pusher, the repository, and the version of the protocol (`''` for the first). */
export interface PushingClient {
  readonly at: RepositoryPath;
  readonly pusher: User;
  readonly protocol: string;
}

/** The environment and arguments of git. A served push needs none of our hooks, which are for pushes by path. */
export const receivePackCommand = (
  { pusher, protocol }: Pick<PushingClient, 'pusher' | 'protocol'>,
  hooks = '/dev/null',
) => ({
  args: ['-c', `core.hooksPath=${hooks}`, 'receive-pack', '--stateless-rpc', '.'],
  environment: { ...committerEnvironment(pusher), ...inProtocol(protocol) },
});

/** The variable that names the client's version of the protocol. */
export const inProtocol = (protocol: string): Readonly<Record<string, string>> =>
  protocol === '' ? {} : { GIT_PROTOCOL: protocol };

/** A git process that has read its configuration and waits for a push. */
interface EarlyGit {
  readonly child: ChildProcessWithoutNullStreams;
  readonly folder: string;
  /** The request that it was started for. */
  readonly command: string;
  /** The folder's inode, which cannot be used again while git works in the folder. */
  readonly place: bigint | null;
  /** The repository's configuration when git started. */
  readonly config: PushConfig;
  readonly timer: NodeJS.Timeout;
}

/**
 * Starts `receive-pack` as soon as a client asks for the refs, so that it is up when the pack arrives. Each process
 * is used once, and ends when no pack comes. Only for repositories without hooks of their own: those get facts about
 * the push itself.
 */
@Injectable()
export class EarlyReceivePacks implements OnApplicationShutdown, OnStateReplaced {
  private readonly waiting = new Set<EarlyGit>();

  constructor(
    private readonly git: Git,
    private readonly repositories: BareRepositories,
  ) {}

  /** The push will report the error. */
  start(client: PushingClient): void {
    if (this.waiting.size >= MOST_WAITING || this.repositories.hasOwnHooks(client.at)) return;
    const folder = this.repositories.folder(client.at);
    const [place, config] = [placeOf(folder), pushConfig(folder)];
    const command = receivePackCommand(client);
    let child: ChildProcessWithoutNullStreams;
    try {
      child = this.git.start(folder, command.args, command.environment);
    } catch {
      return;
    }
    if (child.pid === undefined) return;
    const timer = setTimeout(() => this.end(early), CLIENT_WAIT_MS).unref();
    const early = { child, folder, command: JSON.stringify(command), place, config, timer };
    this.waiting.add(early);
    child.stdin.on('error', () => undefined);
    child.once('exit', () => this.waiting.delete(early));
  }

  /** Takes a waiting process that was started for this repository with its current configuration. Null for none. */
  take(client: PushingClient): ChildProcessWithoutNullStreams | null {
    const folder = this.repositories.folder(client.at);
    const command = JSON.stringify(receivePackCommand(client));
    // A changed file gives another object.
    const [place, config] = [placeOf(folder), pushConfig(folder)];
    for (const early of this.waiting) {
      if (early.folder !== folder || early.command !== command) continue;
      if (early.place !== place || early.config !== config) {
        this.end(early);
        continue;
      }
      this.waiting.delete(early);
      clearTimeout(early.timer);
      return early.child;
    }
    return null;
  }

  onApplicationShutdown(): void {
    for (const early of this.waiting) this.end(early);
  }

  /** The repositories have been replaced. */
  onStateReplaced(): void {
    this.onApplicationShutdown();
  }

  private end(early: EarlyGit): void {
    this.waiting.delete(early);
    clearTimeout(early.timer);
    early.child.kill();
  }
}

/** A folder's inode; null when there is no folder. After a deletion the same name may mean another one. */
const placeOf = (folder: string): bigint | null =>
  statSync(folder, { bigint: true, throwIfNoEntry: false })?.ino ?? null;
