import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { ForgeError, fullName, ZERO_SHA, type RefUpdate, type RepositoryPath, type User } from '#domain';
import { BareRepositories } from '../repository/bare-repositories.js';
import { feed, pour, refuse } from '../process/streams/child-streams.js';
import { committerEnvironment } from '../process/committer.js';
import { drain } from '../process/streams/drain.js';
import {
  EarlyReceivePacks,
  inProtocol,
  receivePackCommand,
  type PushingClient,
} from './early-receive-packs.js';
import { effectiveUpdates } from './journal/updates/effective-updates.js';
import { Git } from '../process/git.js';
import { ObjectReader } from '../process/object-reader.js';
import { unrecordedPush } from './unrecorded-push.js';
import { PushAnswer } from './protocol/push-answer.js';
import { checksEnvironment } from '../repository/push-checks.js';
import { pushConfig } from '../repository/repository-config.js';
import type { AnnouncedPush } from './journal/push-states.js';
import type { PushGuard } from './push-guard.js';
import { PushReport } from './protocol/push-report.js';
import { readPushRequest } from './protocol/push-request.js';
import { refusalReport, refusalsOf } from './refused-push.js';
import { MERGE_REQUEST_REFS } from '../refs/merge-request-refs.js';
import { receivePackAdvertisement } from './protocol/ref-advertisement.js';
import { readRefs } from '../repository/ref-files.js';
import { PushJournal } from './journal/push-journal.js';

/** One request of the stateless protocol. */
export interface Exchange {
  /** Starts to read the body, which must then be read to its end. Node discards a body that was never started. */
  readonly input: () => Readable;
  /** Starts the answer: failures before it can still be answered with an error. */
  readonly output: () => Writable;
  /** The client's `Git-Protocol`, `''` when it sent none. */
  readonly protocol: string;
}

/** Passes bytes between a client and git, without holding them in memory. */
@Injectable()
export class GitTransport {
  constructor(
    private readonly git: Git,
    private readonly objects: ObjectReader,
    private readonly repositories: BareRepositories,
    private readonly journal: PushJournal,
    private readonly early: EarlyReceivePacks,
  ) {}

  /** The refs that a client may fetch, from `git upload-pack`. */
  async advertiseUploadPack(at: RepositoryPath, output: () => Writable, protocol: string): Promise<void> {
    const child = await this.start(
      at,
      ['upload-pack', '--stateless-rpc', '--advertise-refs', '.'],
      inProtocol(protocol),
    );
    child.stdin.end();
    const answer = output();
    answer.write('001e# service=git-upload-pack\n0000');
    await pour(child, answer);
  }

  /**
   * The refs that a push starts from; none for a repository that does not exist yet. Git is asked only where the
   * repository's own configuration affects them.
   */
  async advertiseReceivePack(
    at: RepositoryPath | null,
    output: () => Writable,
    { pusher, protocol }: Omit<PushingClient, 'at'>,
  ): Promise<void> {
    if (at === null) {
      output().end(receivePackAdvertisement(new Map(), protocol));
      return;
    }
    const folder = this.repositories.folder(at);
    // Starts the process that will read the commits, while the client builds its pack.
    setImmediate(() => this.objects.prepare(folder));
    if (pushConfig(folder).isUsual) {
      setImmediate(() => this.early.start({ at, pusher, protocol }));
      const refs = [...readRefs(folder)].filter(([name]) => !name.startsWith(MERGE_REQUEST_REFS));
      output().end(receivePackAdvertisement(new Map(refs), protocol));
      return;
    }
    const child = await this.start(
      at,
      ['receive-pack', '--stateless-rpc', '--advertise-refs', '.'],
      inProtocol(protocol),
    );
    child.stdin.end();
    const answer = output();
    answer.write('001f# service=git-receive-pack\n0000');
    await pour(child, answer);
  }

  async uploadPack(at: RepositoryPath, exchange: Exchange): Promise<void> {
    const child = await this.start(
      at,
      ['upload-pack', '--stateless-rpc', '.'],
      inProtocol(exchange.protocol),
    );
    feed(child, exchange.input());
    await pour(child, exchange.output());
  }

  /**
   * Serves a push. The answer ends only when the push is recorded, so a client that sees it end can rely on its
   * events. When the refs have moved but the push cannot be recorded, the client gets an error in place of success.
   * It need not push again, for the journal tries until it succeeds. A disconnecting client does not stop a push that
   * git has read in full.
   * @param guard refuses pushes before git sees them; git runs its checks, unless the repository has hooks of its own
   */
  async receivePack(at: RepositoryPath, exchange: Exchange, pusher: User, guard: PushGuard): Promise<void> {
    const pusherId = pusher.id;
    const pushId = await this.journal.newPush(at);
    const client = { at, pusher, protocol: exchange.protocol };
    const hasHooks = this.repositories.hasOwnHooks(at);
    const starting = hasHooks
      ? this.startWithHooks(client, pushId)
      : this.startWithoutHooks(client, guard.checks);
    const child = await starting.catch(async (error: unknown) => {
      await this.journal.conclude(pushId, 'completed');
      throw error;
    });
    const closed = new Promise((resolve) => child.once('close', resolve));
    const input = exchange.input();
    // The client disconnected while we read its first lines: git gets nothing more.
    input.on('error', () => undefined);
    const answer = new PushAnswer();
    let end: 'completed' | 'unknown' = 'unknown';
    let canTell = false;
    let failure: unknown = null;
    let output: Writable | null = null;
    try {
      const { hasSideBand, isComplete, commands, pushOptions } = await readPushRequest(input);
      const refusals = refusalsOf(commands, guard);
      if (refusals !== null) {
        child.kill();
        drain(input);
        exchange.output().end(refusalReport(refusals, hasSideBand));
        end = 'completed';
        return;
      }
      const doomed = this.valuesOfDoomed(at, commands);
      const updates = effectiveUpdates(commands, doomed);
      const push = { processId: child.pid ?? 0, at, pusherId, pushOptions, updates };
      const canMoveOthers = hasHooks && this.repositories.hasProcReceive(at);
      const refsBefore = canMoveOthers ? readRefs(this.repositories.folder(at)) : null;
      this.journal.announce(pushId, push, refsBefore);
      canTell = hasSideBand;
      const report = new PushReport(hasSideBand);
      child.stdout.on('data', (chunk: Buffer) => report.read(chunk));
      if (isComplete) feed(child, input);
      else refuse(child, input);
      output = exchange.output();
      child.stdout.pipe(answer, { end: false });
      answer.pipe(output);
      output.on('close', () => answer.resume());
      // The repository's own hooks may record it as well, after the report.
      await (hasHooks ? closed : Promise.race([closed, report.completed]));
      const moved = report.moved(commands);
      end = this.take(pushId, push, moved && effectiveUpdates(moved, doomed));
    } catch (error) {
      child.kill();
      throw error;
    } finally {
      if (end === 'unknown') await closed;
      failure = await this.journal.conclude(pushId, end);
    }
    await closed;
    // Without a side band the answer just breaks off.
    if (failure !== null && !canTell) output.destroy();
    answer.finish(failure === null ? null : unrecordedPush(failure).message);
  }

  /** The server itself records such a push, without the processes of our hooks. */
  private async startWithoutHooks(
    client: PushingClient,
    checks: PushGuard['checks'],
  ): Promise<ChildProcessWithoutNullStreams> {
    if (checks !== null) {
      const { args, environment } = receivePackCommand(client, this.repositories.checksFolder);
      return this.start(client.at, args, { ...environment, ...checksEnvironment(checks) });
    }
    const early = this.early.take(client);
    if (early !== null) return early;
    const { args, environment } = receivePackCommand(client);
    return this.start(client.at, args, environment);
  }

  private startWithHooks(
    { at, pusher, protocol }: PushingClient,
    pushId: string,
  ): Promise<ChildProcessWithoutNullStreams> {
    return this.start(at, ['receive-pack', '--stateless-rpc', '.'], {
      ATOMGIT_MOCK_PUSH_ID: pushId,
      ATOMGIT_MOCK_PUSH_TO: `${fullName(at)}.git`,
      ATOMGIT_MOCK_PUSHER_ID: String(pusher.id),
      ...committerEnvironment(pusher),
      ...inProtocol(protocol),
    });
  }

  /** Records git's report, if there is one. */
  private take(
    id: string,
    push: AnnouncedPush,
    updates: readonly RefUpdate[] | null,
  ): 'completed' | 'unknown' {
    if (updates === null) return 'unknown';
    try {
      if (updates.length > 0) this.journal.report(id, { ...push, updates });
      return 'completed';
    } catch {
      // On a full disk the refs show the result later.
      return 'unknown';
    }
  }

  /** The values of the refs that a push deletes: git reports the deletion of a missing ref as done, too. */
  private valuesOfDoomed(at: RepositoryPath, commands: readonly RefUpdate[]): ReadonlyMap<string, string> {
    const doomed = commands.filter(({ after }) => after === ZERO_SHA);
    return new Map(doomed.map(({ ref }) => [ref, this.repositories.ref(at, ref) ?? ZERO_SHA]));
  }

  /**
   * Runs while errors can still be answered; later steps may read the body and answer.
   * @throws ForgeError `not_found` for a repository that was deleted since it was found, or Node's error when git
   *   cannot be started
   */
  private async start(
    at: RepositoryPath,
    args: readonly string[],
    environment: Readonly<Record<string, string>>,
  ): Promise<ChildProcessWithoutNullStreams> {
    if (!this.repositories.isThere(at))
      throw new ForgeError('not_found', `Repository ${JSON.stringify(fullName(at))} does not exist`);
    const child = this.git.start(this.repositories.folder(at), args, environment);
    if (child.pid !== undefined) return child;
    const [reason]: unknown[] = await once(child, 'error');
    throw reason;
  }
}
