import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import {
  IsNull,
  MoreThanOrEqual,
  Not,
  type EntityManager,
  type FindOptionsWhere,
  type Repository as Table,
} from 'typeorm';
import {
  Clock,
  DomainEvents,
  ForgeError,
  fullName,
  UnitOfWork,
  quoted,
  type Repository,
  type User,
} from '#domain';
import { NoteSnapshots } from './note-snapshots.js';
import { IssueLocks } from '../issues/issue-locks.js';
import { IssueRow } from '../issues/issue.entity.js';
import { DiffPositions, type DiffNoteable, type LinePosition } from './diff-positions.js';
import { NoteRow } from './note.entity.js';

/** The subject of a comment; issues have no lines. */
export type Noteable = DiffNoteable | { readonly issue: IssueRow };

export interface NewNote {
  readonly body: string;
  /** A line of the diff; null for a plain comment. */
  readonly line: LinePosition | null;
}

export interface NoteFilter {
  readonly on: NoteSubject;
  /** Comments on lines, or plain ones; both when left out. */
  readonly isOnLine?: boolean | undefined;
  /** Comments written or edited since then. ISO 8601 in UTC. */
  readonly since?: string | undefined;
  /** By id when left out, the order of creation. */
  readonly sort?: 'created' | 'updated' | undefined;
}

/** All comments of a kind. */
export type NoteKind = 'commits' | 'merge requests' | 'issues';

/** One commit, one merge request, one issue, or all of a kind. */
type NoteSubject =
  | NoteKind
  | { readonly commitSha: string }
  | { readonly mergeRequestId: number }
  | { readonly issueId: number };

/**
 * Comments on commits, merge requests and issues. Methods that take an id throw ForgeError `not_found` for an unknown
 * one.
 */
@Injectable()
export class Notes {
  constructor(
    @InjectRepository(NoteRow) private readonly rows: Table<NoteRow>,
    private readonly lines: DiffPositions,
    private readonly facts: NoteSnapshots,
    private readonly locks: IssueLocks,
    private readonly events: DomainEvents<EntityManager>,
    private readonly unitOfWork: UnitOfWork<EntityManager>,
    private readonly clock: Clock,
  ) {}

  /** @throws ForgeError `invalid` for a line that the diff lacks, `forbidden` for a locked issue */
  async create(
    repository: Repository,
    on: Noteable,
    { body, line }: NewNote,
    author: User,
  ): Promise<NoteRow> {
    if ('issue' in on) await this.locks.requireCommentable(repository, on.issue, author);
    const noted = line && !('issue' in on) ? await this.lines.at(repository, on, line) : null;
    const at = this.clock.now().toISOString();
    return this.unitOfWork.run(async (tx) => {
      const row = await tx.save(NoteRow, {
        repositoryId: repository.id,
        authorId: author.id,
        body,
        commitSha: 'commit' in on ? on.commit.sha : null,
        mergeRequestId: 'mergeRequest' in on ? on.mergeRequest.id : null,
        issueId: 'issue' in on ? on.issue.id : null,
        path: line?.path ?? null,
        position: noted?.position ?? null,
        lineCode: noted?.code ?? null,
        fileDiff: noted?.diff ?? null,
        discussionId: '',
        createdAt: at,
        updatedAt: at,
      });
      row.discussionId = createHash('sha1').update(`note ${row.id}`).digest('hex');
      await tx.update(NoteRow, { id: row.id }, { discussionId: row.discussionId });
      if (row.issueId !== null) await tx.update(IssueRow, { id: row.issueId }, { updatedAt: at });
      await this.events.publish(
        await this.facts.commented(row, repository, { key: randomUUID(), user: author }, tx),
        tx,
      );
      return row;
    });
  }

  async list(
    repository: Repository,
    { on, isOnLine, since, sort = 'created' }: NoteFilter,
    { skip, take, order }: { readonly skip: number; readonly take: number; readonly order: 'ASC' | 'DESC' },
  ): Promise<{ rows: NoteRow[]; total: number }> {
    const where: FindOptionsWhere<NoteRow> = { repositoryId: repository.id, ...subject(on) };
    if (isOnLine !== undefined) where.lineCode = isOnLine ? Not(IsNull()) : IsNull();
    if (since !== undefined) where.updatedAt = MoreThanOrEqual(since);
    const sorted = sort === 'updated' ? { updatedAt: order, id: order } : { id: order };
    const [rows, total] = await this.rows.findAndCount({ where, order: sorted, skip, take });
    return { rows, total };
  }

  /** On a commit or merge request if there is any, since each dialect has a payload for those; else on an issue. */
  async newest(repository: Repository): Promise<NoteRow | null> {
    const where = { repositoryId: repository.id };
    const order = { id: 'DESC' } as const;
    return (
      (await this.rows.findOne({ where: { ...where, issueId: IsNull() }, order })) ??
      (await this.rows.findOne({ where, order }))
    );
  }

  /** @param id the note's id, or the 40 hex digits of a discussion, which mean its first note */
  async get(repository: Repository, on: NoteKind, id: string): Promise<NoteRow> {
    const named = /^[0-9a-f]{40}$/.test(id)
      ? { discussionId: id }
      : { id: /^\d{1,15}$/.test(id) ? Number(id) : 0 };
    const row = await this.rows.findOne({
      where: { repositoryId: repository.id, ...subject(on), ...named },
      order: { id: 'ASC' },
    });
    if (row === null) {
      throw new ForgeError('not_found', `Comment ${quoted(id)} does not exist in ${fullName(repository)}`);
    }
    return row;
  }

  /** Sends no event. */
  async edit(row: NoteRow, body: string): Promise<NoteRow> {
    const changes = { body, updatedAt: this.clock.now().toISOString() };
    await this.unitOfWork.run((tx) => tx.update(NoteRow, { id: row.id }, changes));
    return Object.assign(row, changes);
  }

  /** Sends no event. */
  async delete(row: NoteRow): Promise<void> {
    await this.unitOfWork.run((tx) => tx.delete(NoteRow, { id: row.id }));
  }
}

function subject(on: NoteSubject): FindOptionsWhere<NoteRow> {
  if (typeof on === 'object') return on;
  switch (on) {
    case 'commits':
      return { commitSha: Not(IsNull()) };
    case 'merge requests':
      return { mergeRequestId: Not(IsNull()) };
    case 'issues':
      return { issueId: Not(IsNull()) };
  }
}
