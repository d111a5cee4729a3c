import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, type EntityManager, type Repository as Table } from 'typeorm';
import { Clock, DomainEvents, ForgeError, quoted, UnitOfWork, type Repository, type User } from '#domain';
import type { MergeRequestRow } from '../merge-requests/merge-request.entity.js';
import { NoteSnapshots } from './note-snapshots.js';
import { NoteRow } from './note.entity.js';
import { ResolutionRow } from './resolution.entity.js';

/** A comment on a merge request with its replies, oldest first. */
export interface Discussion {
  readonly first: NoteRow;
  readonly replies: readonly NoteRow[];
  readonly isResolved: boolean;
}

/** Discussions of merge requests: comments with the same discussion id; the oldest is the first, the others reply. */
@Injectable()
export class Discussions {
  constructor(
    @InjectRepository(NoteRow) private readonly notes: Table<NoteRow>,
    private readonly facts: NoteSnapshots,
    private readonly events: DomainEvents<EntityManager>,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
    private readonly clock: Clock,
  ) {}

  async list(
    { id }: MergeRequestRow,
    isOnLine: boolean | undefined,
    { skip, take, order }: { readonly skip: number; readonly take: number; readonly order: 'ASC' | 'DESC' },
  ): Promise<{ discussions: Discussion[]; total: number }> {
    const query = this.notes.createQueryBuilder('note').where('note.mergeRequestId = :id', { id });
    const earlier = query.subQuery().select('1').from(NoteRow, 'earlier');
    earlier.where('earlier.discussionId = note.discussionId AND earlier.id < note.id');
    query.andWhere(`NOT EXISTS ${earlier.getQuery()}`);
    if (isOnLine !== undefined) query.andWhere(`note.lineCode IS ${isOnLine ? 'NOT NULL' : 'NULL'}`);
    const [firsts, total] = await query.orderBy('note.id', order).skip(skip).take(take).getManyAndCount();
    return { discussions: await this.around(firsts), total };
  }

  /** @param named its 40 hex digits, or the number of a comment in it @throws ForgeError `not_found` */
  async get({ id: mergeRequestId, iid }: MergeRequestRow, named: string): Promise<Discussion> {
    const discussionId = (await this.notes.findOneBy({ mergeRequestId, id: numberOf(named) }))?.discussionId;
    const where = { mergeRequestId, discussionId: discussionId ?? named };
    const first = await this.notes.findOne({ where, order: { id: 'ASC' } });
    const [discussion] = first === null ? [] : await this.around([first]);
    if (discussion !== undefined) return discussion;
    throw new ForgeError('not_found', `Discussion ${quoted(named)} does not exist on merge request !${iid}`);
  }

  /** It has the position of the first comment. */
  async reply({ first }: Discussion, repository: Repository, body: string, user: User): Promise<NoteRow> {
    const { id: _, ...about } = first;
    const at = this.clock.now().toISOString();
    return this.unitOfWork.run(async (tx) => {
      const reply = { ...about, body, authorId: user.id, createdAt: at, updatedAt: at };
      const row = await tx.save(NoteRow, reply);
      const event = await this.facts.commented(row, repository, { key: randomUUID(), user }, tx);
      await this.events.publish(event, tx);
      return row;
    });
  }

  /** Sends no event. */
  async resolve({ id: mergeRequestId }: MergeRequestRow, discussionId: string, by: User): Promise<void> {
    const resolution = { discussionId, mergeRequestId, resolvedById: by.id };
    await this.unitOfWork.run((tx) =>
      tx.save(ResolutionRow, { ...resolution, resolvedAt: this.clock.now().toISOString() }),
    );
  }

  /** Sends no event. */
  async reopen(discussionId: string): Promise<void> {
    await this.unitOfWork.run((tx) => tx.delete(ResolutionRow, { discussionId }));
  }

  /** The id of the first comment, by discussion. */
  async firstIds(notes: readonly NoteRow[]): Promise<ReadonlyMap<string, number>> {
    const discussionId = In(notes.map((note) => note.discussionId));
    const all = await this.notes.find({ where: { discussionId }, order: { id: 'DESC' } });
    return new Map(all.map((note) => [note.discussionId, note.id]));
  }

  private async around(firsts: readonly NoteRow[]): Promise<Discussion[]> {
    const discussionId = In(firsts.map((first) => first.discussionId));
    const all = await this.notes.find({ where: { discussionId }, order: { id: 'ASC' } });
    const resolutions = await this.notes.manager.findBy(ResolutionRow, { discussionId });
    const resolved = new Set(resolutions.map((resolution) => resolution.discussionId));
    return firsts.map((first) => ({
      first,
      replies: all.filter((note) => note.discussionId === first.discussionId && note.id !== first.id),
      isResolved: resolved.has(first.discussionId),
    }));
  }
}

const numberOf = (named: string): number => (/^\d{1,15}$/.test(named) ? Number(named) : 0);
