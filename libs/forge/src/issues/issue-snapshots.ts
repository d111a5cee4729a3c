import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, type EntityManager, type Repository as Table } from 'typeorm';
import type { Issue, Label, User } from '#domain';
import { LabelRow } from '../labels/label.entity.js';
import type { MilestoneRow } from '../milestones/milestone.entity.js';
import { Milestones } from '../milestones/milestones.js';
import { NoteRow } from '../notes/note.entity.js';
import { RepositoryFacts } from '../repositories/repository-facts.js';
import { RepositoryRow } from '../repositories/repository.entity.js';
import { Users } from '../users/users.js';
import { IssueLabelRow, type IssueRow } from './issue.entity.js';

/** An issue with everything that the REST API shows. */
export interface IssueDetails {
  readonly issue: Issue;
  readonly milestone: MilestoneRow | null;
  readonly notesCount: number;
  /** The owner of its repository's namespace. */
  readonly owner: User;
  /** Of its repository. ISO 8601 in UTC. */
  readonly repositoryTimes: { readonly createdAt: string; readonly updatedAt: string };
}

/** Reads from rows everything that events and the API show of issues. */
@Injectable()
export class IssueSnapshots {
  constructor(
    @InjectRepository(IssueLabelRow) private readonly links: Table<IssueLabelRow>,
    private readonly repositories: RepositoryFacts,
    private readonly milestones: Milestones,
    private readonly users: Users,
  ) {}

  /** Takes a few queries, however many rows there are; in their order. */
  async details(rows: readonly IssueRow[]): Promise<IssueDetails[]> {
    const { manager } = this.links;
    const issues = await this.all(rows, manager);
    const milestones = await this.milestones.byNumbers(rows.map(({ milestoneId }) => milestoneId));
    const counts = await notesCounts(rows, manager);
    const ids = [...new Set(rows.map(({ repositoryId }) => repositoryId))];
    const found = await manager.findBy(RepositoryRow, { id: In(ids) });
    const owners = await this.users.byIds(found.map(({ namespace }) => namespace.ownerId));
    return issues.map((issue) => {
      const { createdAt, updatedAt, namespace } =
        found.find(({ id }) => id === issue.repository.id) ?? NOTHING_KNOWN;
      return {
        issue,
        milestone: milestones.get(issue.milestoneId ?? 0) ?? null,
        notesCount: counts.get(issue.id) ?? 0,
        owner: owners.get(namespace.ownerId) ?? issue.author,
        repositoryTimes: { createdAt, updatedAt },
      };
    });
  }

  /** @throws when its repository was deleted */
  async one(row: IssueRow): Promise<IssueDetails> {
    const [details] = await this.details([row]);
    if (details === undefined) throw new Error(`issue ${row.id} has no repository`);
    return details;
  }

  /** @param manager of the transaction in which the row was changed */
  async of(row: IssueRow, manager: EntityManager = this.links.manager): Promise<Issue> {
    const [issue] = await this.all([row], manager);
    if (issue === undefined) throw new Error(`issue ${row.id} has no repository`);
    return issue;
  }

  private async all(rows: readonly IssueRow[], manager: EntityManager): Promise<Issue[]> {
    const labels = await labelsOf(rows, manager);
    const people = await this.users.byIds(rows.flatMap((row) => [row.authorId, row.assigneeId ?? 0]));
    const ids = rows.map(({ repositoryId }) => repositoryId);
    const repositories = await this.repositories.byIds(ids, manager);
    const somebody = await this.users.defaultUser();
    return rows.flatMap((row) => {
      const repository = repositories.get(row.repositoryId);
      if (repository === undefined) return [];
      return {
        id: row.id,
        iid: row.iid,
        repository,
        title: row.title,
        description: row.description,
        state: row.state,
        author: people.get(row.authorId) ?? somebody,
        assignee: people.get(row.assigneeId ?? 0) ?? null,
        labels: labels.get(row.id) ?? [],
        milestoneId: row.milestoneId,
        isConfidential: row.isConfidential,
        createdAt: row.createdAt,
        updatedAt: row.updatedAt,
        closedAt: row.closedAt,
      };
    });
  }
}

/** Its repository was deleted meanwhile. */
const NOTHING_KNOWN = { createdAt: '', updatedAt: '', namespace: { ownerId: 0 } };

/** By issue. */
async function labelsOf(
  rows: readonly IssueRow[],
  manager: EntityManager,
): Promise<ReadonlyMap<number, readonly Label[]>> {
  const links = await manager.findBy(IssueLabelRow, { issueId: In(rows.map(({ id }) => id)) });
  if (links.length === 0) return new Map();
  const ids = [...new Set(links.map(({ labelId }) => labelId))];
  const labels = await manager.find(LabelRow, { where: { id: In(ids) }, order: { id: 'ASC' } });
  return new Map(
    rows.map(({ id }) => {
      const own = new Set(links.filter(({ issueId }) => issueId === id).map(({ labelId }) => labelId));
      return [id, labels.filter((label) => own.has(label.id))];
    }),
  );
}

async function notesCounts(
  rows: readonly IssueRow[],
  manager: EntityManager,
): Promise<ReadonlyMap<number, number>> {
  const counts = await manager
    .createQueryBuilder(NoteRow, 'note')
    .select('note.issueId', 'id')
    .addSelect('COUNT(*)', 'count')
    .where({ issueId: In(rows.map(({ id }) => id)) })
    .groupBy('note.issueId')
    .getRawMany<{ id: number; count: number | string }>();
  return new Map(counts.map(({ id, count }) => [id, Number(count)]));
}
