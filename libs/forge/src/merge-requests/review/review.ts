import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, type EntityManager, type Repository as Table } from 'typeorm';
import { ForgeError, quoted, type Reviewer, type User } from '#domain';
import { LabelRow } from '../../labels/label.entity.js';
import { Labels } from '../../labels/labels.js';
import { MergeRequestLabelRow } from './merge-request-label.entity.js';
import { MergeRequestPersonRow, type Role } from './merge-request-person.entity.js';
import type { MergeRequestRow } from '../merge-request.entity.js';
import { Users } from '../../users/users.js';

/** Labels by name and people by login, as they are to be; what is left out stays as it is. */
export interface ReviewChoices {
  readonly labels?: readonly string[] | undefined;
  readonly assignees?: readonly string[] | undefined;
  readonly testers?: readonly string[] | undefined;
  readonly reviewers?: readonly string[] | undefined;
}

/** The labels of a request, and the people who are to look at it. */
export interface ReviewDetails {
  readonly labels: readonly LabelRow[];
  readonly assignees: readonly Reviewer[];
  readonly testers: readonly Reviewer[];
  readonly reviewers: readonly Reviewer[];
}

/** Of labels, or of people in one role, that a request may come to have: all of them are in each of its events. */
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
    const links = await manager.findBy(MergeRequestLabelRow, { mergeRequestId: row.id });
    const labelIds = links.map(({ labelId }) => labelId);
    return {
      labels: await manager.find(LabelRow, { where: { id: In(labelIds) }, order: { id: 'ASC' } }),
      assignees: await this.reviewers(row, 'assignee', manager),
      testers: await this.reviewers(row, 'tester', manager),
      reviewers: await this.reviewers(row, 'reviewer', manager),
    };
  }

  /**
   * Labels that the repository does not have yet are made.
   * @returns whether anything is different now
   * @throws ForgeError `invalid` for somebody who does not exist
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

  /** Somebody says that the request is good; whoever was not asked is added. */
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

  private async reviewers(row: MergeRequestRow, role: Role, manager: EntityManager): Promise<Reviewer[]> {
    const rows = await this.people(row, role, manager);
    const found = await Promise.all(
      rows.map(async ({ userId, hasApproved }) => ({ user: await this.users.byId(userId), hasApproved })),
    );
    return found.flatMap(({ user, hasApproved }) => (user ? [{ user, hasApproved }] : []));
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

/** One that has more already, from an older version, may be made to have fewer. */
function requireFew(field: string, { wanted, had }: { wanted: number; had: number }): void {
  if (wanted <= MOST || wanted < had) return;
  throw new ForgeError(
    'invalid',
    `${field} would come to ${wanted} on this request; at most ${MOST} are allowed`,
  );
}
