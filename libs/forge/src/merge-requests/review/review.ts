import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, type EntityManager, type FindOperator, type Repository as Table } from 'typeorm';
import { ForgeError, quoted, type Reviewer, type User } from '#domain';
import { LabelRow } from '../../labels/label.entity.js';
import { Labels } from '../../labels/labels.js';
import { MergeRequestLabelRow } from './merge-request-label.entity.js';
import { MergeRequestPersonRow, type Role } from './merge-request-person.entity.js';
import type { MergeRequestRow } from '../merge-request.entity.js';
import { Users } from '../../users/users.js';

/** The new labels by name and users by login; undefined ones stay unchanged. */
export interface ReviewChoices {
  readonly labels?: readonly string[] | undefined;
  readonly assignees?: readonly string[] | undefined;
  readonly testers?: readonly string[] | undefined;
  readonly reviewers?: readonly string[] | undefined;
}

/** The labels and reviewers of merge requests. */
export interface ReviewDetails {
  readonly labels: readonly LabelRow[];
  readonly assignees: readonly Reviewer[];
  readonly testers: readonly Reviewer[];
  readonly reviewers: readonly Reviewer[];
}

/** The limit of labels, and of users per role: each of a request's events has all of them. */
const MOST = 100;

@Injectable()
export class Review {
  constructor(
    @InjectRepository(LabelRow) private readonly rows: Table<LabelRow>,
    private readonly labels: Labels,
    private readonly users: Users,
  ) {}

  /** @param manager of the transaction in which it was changed */
  async of(row: MergeRequestRow, manager: EntityManager = this.rows.manager): Promise<ReviewDetails> {
    return (await this.all([row], manager))(row);
  }

  /** Takes a few queries, however many requests there are. @returns a function that gives the details of one of them */
  async all(
    rows: readonly MergeRequestRow[],
    manager: EntityManager = this.rows.manager,
  ): Promise<(row: MergeRequestRow) => ReviewDetails> {
    const ids = In(rows.map(({ id }) => id));
    const labels = await labelsOf(ids, manager);
    const people = await manager.find(MergeRequestPersonRow, {
      where: { mergeRequestId: ids },
      order: { place: 'ASC' },
    });
    const users = await this.usersOf(people);
    const inRole = (id: number, wanted: Role): Reviewer[] =>
      people.flatMap(({ mergeRequestId, role, userId, hasApproved }) => {
        const user = users.get(userId);
        return mergeRequestId === id && role === wanted && user ? [{ user, hasApproved }] : [];
      });
    return ({ id }) => ({
      labels: labels.filter(({ mergeRequestId }) => mergeRequestId === id).map(({ label }) => label),
      assignees: inRole(id, 'assignee'),
      testers: inRole(id, 'tester'),
      reviewers: inRole(id, 'reviewer'),
    });
  }

  private async usersOf(people: readonly MergeRequestPersonRow[]): Promise<ReadonlyMap<number, User>> {
    return people.length === 0 ? new Map() : this.users.byIds(people.map(({ userId }) => userId));
  }

  /**
   * Creates missing labels.
   * @returns whether anything has changed
   * @throws ForgeError `invalid` for a user who does not exist
   */
  async apply(row: MergeRequestRow, choices: ReviewChoices, tx: EntityManager): Promise<boolean> {
    const changed = [
      choices.labels !== undefined && (await this.setLabels(row, choices.labels, tx)),
      choices.assignees !== undefined && (await this.setPeople(row, 'assignee', choices.assignees, tx)),
      choices.testers !== undefined && (await this.setPeople(row, 'tester', choices.testers, tx)),
      choices.reviewers !== undefined && (await this.setPeople(row, 'reviewer', choices.reviewers, tx)),
    ];
    return changed.includes(true);
  }

  /** Records an approval; adds a user who was not asked. */
  async approve(row: MergeRequestRow, role: Role, user: User, tx: EntityManager): Promise<void> {
    const who = { mergeRequestId: row.id, role, userId: user.id };
    const known = await tx.findOneBy(MergeRequestPersonRow, who);
    const place = known?.place ?? (await tx.countBy(MergeRequestPersonRow, { mergeRequestId: row.id, role }));
    await tx.save(MergeRequestPersonRow, { ...who, place, hasApproved: true });
  }

  async resetApproval(row: MergeRequestRow, role: Role, user: User | null, tx: EntityManager): Promise<void> {
    const who = user === null ? {} : { userId: user.id };
    await tx.update(MergeRequestPersonRow, { mergeRequestId: row.id, role, ...who }, { hasApproved: false });
  }

  private people(row: MergeRequestRow, role: Role, manager: EntityManager): Promise<MergeRequestPersonRow[]> {
    return manager.find(MergeRequestPersonRow, {
      where: { mergeRequestId: row.id, role },
      order: { place: 'ASC' },
    });
  }

  private async setLabels(
    row: MergeRequestRow,
    names: readonly string[],
    tx: EntityManager,
  ): Promise<boolean> {
    const wanted = new Set(await this.labels.ensure(row.targetId, names, tx));
    const links = await tx.findBy(MergeRequestLabelRow, { mergeRequestId: row.id });
    const had = new Set(links.map(({ labelId }) => labelId));
    if (wanted.size === had.size && [...wanted].every((id) => had.has(id))) return false;
    requireFew('labels', { wanted: wanted.size, had: had.size });
    await tx.delete(MergeRequestLabelRow, { mergeRequestId: row.id });
    for (const labelId of wanted) await tx.insert(MergeRequestLabelRow, { mergeRequestId: row.id, labelId });
    return true;
  }

  private async setPeople(
    row: MergeRequestRow,
    role: Role,
    logins: readonly string[],
    tx: EntityManager,
  ): Promise<boolean> {
    const wanted = new Set<number>();
    for (const login of logins) wanted.add((await this.person(role, login)).id);
    const had = await this.people(row, role, tx);
    if ([...wanted].join() === had.map(({ userId }) => userId).join()) return false;
    requireFew(`${role}s`, { wanted: wanted.size, had: had.length });
    await tx.delete(MergeRequestPersonRow, { mergeRequestId: row.id, role });
    for (const [place, userId] of [...wanted].entries()) {
      const hasApproved = had.some((person) => person.userId === userId && person.hasApproved);
      await tx.insert(MergeRequestPersonRow, { mergeRequestId: row.id, role, userId, place, hasApproved });
    }
    return true;
  }

  private async person(role: Role, login: string): Promise<User> {
    try {
      return await this.users.byLogin(login);
    } catch (error) {
      if (!(error instanceof ForgeError)) throw error;
      throw new ForgeError('invalid', `${role}s names ${quoted(login)}, who does not exist`);
    }
  }
}

/** Oldest label first. */
async function labelsOf(ofRequests: FindOperator<number>, manager: EntityManager) {
  const links = await manager.findBy(MergeRequestLabelRow, { mergeRequestId: ofRequests });
  if (links.length === 0) return [];
  const id = In([...new Set(links.map(({ labelId }) => labelId))]);
  const labels = await manager.find(LabelRow, { where: { id }, order: { id: 'ASC' } });
  return labels.flatMap((label) =>
    links
      .filter(({ labelId }) => labelId === label.id)
      .map(({ mergeRequestId }) => ({ mergeRequestId, label })),
  );
}

/** A request that has more, from an older version, may be given fewer. */
function requireFew(field: string, { wanted, had }: { wanted: number; had: number }): void {
  if (wanted <= MOST || wanted < had) return;
  throw new ForgeError(
    'invalid',
    `${field} would come to ${wanted} on this request; at most ${MOST} are allowed`,
  );
}
