import { Injectable } from '@nestjs/common';
import type { RefUpdate, RepositoryPath, User } from '#domain';
import { notOnRecord } from './not-on-record.js';
import { RefWriter } from '../refs/ref-writer.js';
import { PushJournal } from './journal/push-journal.js';

/** What the server itself is asked to move. */
export interface RequestedPush {
  readonly at: RepositoryPath;
  readonly pusher: User;
  /** One whose `before` is its `after` must be so for the others to move. */
  readonly updates: readonly RefUpdate[];
}

/** Moves branches and tags as a push would, for what people ask of the server itself: on record before git moves a ref. */
@Injectable()
export class ServerPushes {
  constructor(
    private readonly refs: RefWriter,
    private readonly journal: PushJournal,
  ) {}

  /**
   * All updates or none; resolves when their events are on record, too.
   * @returns false when git does not move them, as `RefWriter.move` has it
   * @throws StorageError when they have moved and that cannot be put on record yet; the journal tries on
   */
  async push({ at, pusher, updates }: RequestedPush): Promise<boolean> {
    const moving = updates.filter(({ before, after }) => before !== after);
    const announcement = {
      processId: this.refs.processId(at, pusher),
      at,
      pusherId: pusher.id,
      updates: moving,
      pushOptions: [],
    };
    const id = this.journal.newPush(at);
    let isCompleted = false;
    let haveMoved = false;
    let failure: unknown = null;
    try {
      this.journal.announce(id, announcement);
      haveMoved = await this.refs.move(at, updates, pusher);
      if (haveMoved) this.journal.report(id, announcement);
      isCompleted = true;
    } finally {
      failure = await this.journal.conclude(id, isCompleted ? 'completed' : 'unknown');
    }
    if (failure !== null) throw notOnRecord(failure);
    return haveMoved;
  }
}
