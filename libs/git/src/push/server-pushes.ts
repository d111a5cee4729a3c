import { Injectable } from '@nestjs/common';
import type { RefUpdate, RepositoryPath, User } from '#domain';
import { unrecordedPush } from './unrecorded-push.js';
import { RefWriter } from '../refs/ref-writer.js';
import { PushJournal } from './journal/push-journal.js';

/** A push by the server itself. */
export interface RequestedPush {
  readonly at: RepositoryPath;
  readonly pusher: User;
  /** An update with equal `before` and `after` is a condition: the ref must have that value. */
  readonly updates: readonly RefUpdate[];
}

/** Moves branches and tags for requests to the server, recorded like any push before git moves a ref. */
@Injectable()
export class ServerPushes {
  constructor(
    private readonly refs: RefWriter,
    private readonly journal: PushJournal,
  ) {}

  /**
   * Makes all updates or none; resolves when their events are recorded.
   * @returns false when git refuses, as in `RefWriter.move`
   * @throws StorageError when the refs have moved and that cannot be recorded yet; the journal keeps trying
   */
  async push({ at, pusher, updates }: RequestedPush): Promise<boolean> {
    const moving = updates.filter(({ before, after }) => before !== after);
    const id = await this.journal.newPush(at);
    let isCompleted = false;
    let haveMoved = false;
    let failure: unknown = null;
    try {
      const announced = {
        processId: this.refs.processId(at, pusher),
        at,
        pusherId: pusher.id,
        updates: moving,
        pushOptions: [],
      };
      this.journal.announce(id, announced);
      haveMoved = await this.refs.move(at, updates, pusher);
      if (haveMoved) this.journal.report(id, announced);
      isCompleted = true;
    } finally {
      failure = await this.journal.conclude(id, isCompleted ? 'completed' : 'unknown');
    }
    if (failure !== null) throw unrecordedPush(failure);
    return haveMoved;
  }
}
