import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { statSync } from 'node:fs';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { OnStateReplaced, RepositoryPath, User } from '#domain';
import { BareRepositories } from '../repository/bare-repositories.js';
import { committerEnvironment } from '../process/committer.js';
import { Git } from '../process/git.js';
import { pushConfig, type PushConfig } from '../repository/repository-config.js';

/** How long one waits for its client, which makes its pack meanwhile. */
const PATIENCE_MS = 2_000;
/** How many wait at once. Whoever comes then has git started when the pack is there. */
const MOST_WAITING = 16;

/** Who pushes, where to, and in which version of the protocol (`''` for the first). */
export interface PushingClient {
  readonly at: RepositoryPath;
  readonly pusher: User;
  readonly protocol: string;
}

/** What git is told in its environment and its arguments. Ours are hooks for pushes by path, which a served push does without. */
export const receivePackCommand = (
  { pusher, protocol }: Pick<PushingClient, 'pusher' | 'protocol'>,
  hooks = '/dev/null',
) => ({
  args: ['-c', `core.hooksPath=${hooks}`, 'receive-pack', '--stateless-rpc', '.'],
  environment: { ...committerEnvironment(pusher), ...inProtocol(protocol) },
});

/** What tells git which version of the protocol a client speaks. */
export const inProtocol = (protocol: string): Readonly<Record<string, string>> =>
  protocol === '' ? {} : { GIT_PROTOCOL: protocol };

/** A git that has read the configuration and waits for a push. */
interface EarlyGit {
  readonly child: ChildProcessWithoutNullStreams;
  readonly folder: string;
  /** What it was started with. */
  readonly command: string;
  /** Which folder that was: the git in it keeps its number from being given to another. */
  readonly place: bigint | null;
  /** Of the repository, as git found it. */
  readonly config: PushConfig;
  readonly timer: NodeJS.Timeout;
}

/**
 * Starts the git that takes a push as soon as its client asks for the refs: it is up when the pack comes. Each is handed out
 * once, and ends when nobody comes. For repositories without hooks of their own: those are told about the one push.
 */
@Injectable()
export class EarlyReceivePacks implements OnApplicationShutdown, OnStateReplaced {
  private readonly waiting = new Set<EarlyGit>();

  constructor(
    private readonly git: Git,
    private readonly repositories: BareRepositories,
  ) {}

  /** Where it cannot be started, whoever pushes will see. */
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
    const timer = setTimeout(() => this.end(early), PATIENCE_MS).unref();
    const early = { child, folder, command: JSON.stringify(command), place, config, timer };
    this.waiting.add(early);
    child.stdin.on('error', () => undefined);
    child.once('exit', () => this.waiting.delete(early));
  }

  /** One that waits for such a client, as if it were started now: in this very repository, with this configuration. Null for none. */
  take(client: PushingClient): ChildProcessWithoutNullStreams | null {
    const folder = this.repositories.folder(client.at);
    const command = JSON.stringify(receivePackCommand(client));
    // Another object when the file is another one.
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

  /** The repositories are others by now. */
  onStateReplaced(): void {
    this.onApplicationShutdown();
  }

  private end(early: EarlyGit): void {
    this.waiting.delete(early);
    clearTimeout(early.timer);
    early.child.kill();
  }
}

/** A folder's own number; null when there is none. After a deletion the same name may mean another one. */
const placeOf = (folder: string): bigint | null =>
  statSync(folder, { bigint: true, throwIfNoEntry: false })?.ino ?? null;
