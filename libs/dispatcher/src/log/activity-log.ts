import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository as Table } from 'typeorm';
import type { DomainEvent } from '#domain';
import type { Activity } from './activity.js';
import { EventRow } from './event.entity.js';

type ActivityType = 'push' | 'merged' | 'issue' | 'comments';

export interface ActivityFilter {
  readonly repositoryId?: number | undefined;
  readonly userId?: number | undefined;
  /** All when left out. */
  readonly type?: ActivityType | undefined;
  /** ISO 8601 in UTC, exclusive like `before`. */
  readonly after?: string | undefined;
  readonly before?: string | undefined;
}

export interface LoggedActivity {
  readonly repositoryId: number;
  readonly userId: number;
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly activity: Activity;
}

/** Reads who did what, as far back as the log goes. */
@Injectable()
export class ActivityLog {
  constructor(@InjectRepository(EventRow) private readonly events: Table<EventRow>) {}

  /** Newest first. */
  async list(
    { repositoryId, userId, type, after, before }: ActivityFilter,
    { skip, take }: { readonly skip: number; readonly take: number },
  ): Promise<readonly LoggedActivity[]> {
    const query = this.events.createQueryBuilder('event').where("event.activity <> ''");
    if (repositoryId !== undefined) query.andWhere('event.repositoryId = :repositoryId', { repositoryId });
    if (userId !== undefined) query.andWhere('event.userId = :userId', { userId });
    if (type !== undefined) query.andWhere('event.kind IN (:...kinds)', { kinds: KINDS[type] });
    if (type === 'merged') query.andWhere('event.activity LIKE :merged', { merged: '%"action":"merge"%' });
    if (after !== undefined) query.andWhere('event.happenedAt > :after', { after });
    if (before !== undefined) query.andWhere('event.happenedAt < :before', { before });
    query.orderBy('event.happenedAt', 'DESC').addOrderBy('event.id', 'DESC');
    const rows = await query.offset(skip).limit(take).getMany();
    return rows.map((row) => ({
      repositoryId: row.repositoryId,
      userId: row.userId,
      at: row.happenedAt,
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the outbox has written it
      activity: JSON.parse(row.activity) as Activity,
    }));
  }
}

const KINDS: Readonly<Record<ActivityType, readonly DomainEvent['kind'][]>> = {
  push: ['branch-moved', 'tag-moved'],
  merged: ['merge-request-changed'],
  issue: ['issue-changed'],
  comments: ['merge-request-commented', 'issue-commented', 'commit-commented'],
};
