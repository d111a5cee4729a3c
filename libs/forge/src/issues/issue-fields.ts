import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ForgeError, fullName, quoted, type Repository } from '#domain';
import { Labels } from '../labels/labels.js';
import { MilestoneRow } from '../milestones/milestone.entity.js';
import { UserRow } from '../users/user.entity.js';
import { IssueLabelRow, type IssueRow } from './issue.entity.js';

/** The editable fields of an issue; undefined ones stay unchanged. */
export interface IssueChoices {
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  /** By login; null for nobody. */
  readonly assignee?: string | null | undefined;
  /** By number; null for none. */
  readonly milestone?: number | null | undefined;
  /** By name. */
  readonly labels?: readonly string[] | undefined;
  readonly isConfidential?: boolean | undefined;
}

/** The limit of labels per issue: each of its events has all of them. */
const MOST_LABELS = 100;

/** Applies chosen fields to an issue. */
@Injectable()
export class IssueFields {
  constructor(private readonly labels: Labels) {}

  /**
   * Changes the row without storing it; stores the labels, and creates missing ones.
   * @returns the names of the changed fields
   * @throws ForgeError `invalid` for a user or a milestone that does not exist
   */
  async apply(
    row: IssueRow,
    choices: IssueChoices,
    repository: Repository,
    tx: EntityManager,
  ): Promise<readonly string[]> {
    const wanted = {
      title: choices.title ?? row.title,
      description: choices.description ?? row.description,
      isConfidential: choices.isConfidential ?? row.isConfidential,
      assigneeId: await assigneeId(choices.assignee, row, tx),
      milestoneId: await milestoneId(choices.milestone, row, repository, tx),
    };
    const edited = [
      row.title !== wanted.title && 'title',
      row.description !== wanted.description && 'description',
      row.isConfidential !== wanted.isConfidential && 'confidential',
      row.assigneeId !== wanted.assigneeId && 'assignee',
      row.milestoneId !== wanted.milestoneId && 'milestone',
      choices.labels !== undefined && (await this.setLabels(row, choices.labels, tx)) && 'labels',
    ];
    Object.assign(row, wanted);
    return edited.filter((field) => field !== false);
  }

  private async setLabels(row: IssueRow, names: readonly string[], tx: EntityManager): Promise<boolean> {
    const wanted = new Set(await this.labels.ensure(row.repositoryId, names, tx));
    const links = await tx.findBy(IssueLabelRow, { issueId: row.id });
    const had = new Set(links.map(({ labelId }) => labelId));
    if (wanted.size === had.size && [...wanted].every((id) => had.has(id))) return false;
    if (wanted.size > MOST_LABELS) {
      throw new ForgeError(
        'invalid',
        `labels would come to ${wanted.size} on this issue; at most ${MOST_LABELS} are allowed`,
      );
    }
    await tx.delete(IssueLabelRow, { issueId: row.id });
    for (const labelId of wanted) await tx.insert(IssueLabelRow, { issueId: row.id, labelId });
    return true;
  }
}

async function assigneeId(
  login: string | null | undefined,
  row: IssueRow,
  tx: EntityManager,
): Promise<number | null> {
  if (login === undefined) return row.assigneeId;
  if (login === null) return null;
  const user = await tx.findOneBy(UserRow, { loginKey: login.toLowerCase() });
  if (user !== null) return user.id;
  throw new ForgeError('invalid', `assignee names ${quoted(login)}, who does not exist`);
}

async function milestoneId(
  number: number | null | undefined,
  row: IssueRow,
  repository: Repository,
  tx: EntityManager,
): Promise<number | null> {
  if (number === undefined) return row.milestoneId;
  if (number === null) return null;
  if (await tx.existsBy(MilestoneRow, { id: number, repositoryId: repository.id })) return number;
  throw new ForgeError('invalid', `milestone ${number} is not a milestone of ${fullName(repository)}`);
}
