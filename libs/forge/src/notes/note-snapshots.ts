import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  Clock,
  ForgeError,
  type CommitCommented,
  type IssueCommented,
  type MergeRequestCommented,
  type Note,
  type Repository,
  type User,
} from '#domain';
import { CommitLog } from '#git';
import { IssueSnapshots } from '../issues/issue-snapshots.js';
import { IssueRow } from '../issues/issue.entity.js';
import { MergeRequestSnapshots } from '../merge-requests/merge-request-snapshots.js';
import { MergeRequestRow } from '../merge-requests/merge-request.entity.js';
import type { NoteRow } from './note.entity.js';

/** Reads everything that events show of a comment. */
@Injectable()
export class NoteSnapshots {
  constructor(
    private readonly mergeRequests: MergeRequestSnapshots,
    private readonly issues: IssueSnapshots,
    private readonly log: CommitLog,
    private readonly clock: Clock,
  ) {}

  async commented(
    row: NoteRow,
    repository: Repository,
    { key, user }: { readonly key: string; readonly user: User },
    manager: EntityManager,
  ): Promise<CommitCommented | MergeRequestCommented | IssueCommented> {
    const fact = { key, repository, at: this.clock.now().toISOString(), note: toNote(row), user };
    if (row.mergeRequestId !== null) {
      const request = await manager.findOneByOrFail(MergeRequestRow, { id: row.mergeRequestId });
      const mergeRequest = await this.mergeRequests.of(request, manager);
      return { kind: 'merge-request-commented', ...fact, mergeRequest };
    }
    if (row.issueId !== null) {
      const issue = await manager.findOneByOrFail(IssueRow, { id: row.issueId });
      return { kind: 'issue-commented', ...fact, issue: await this.issues.of(issue, manager) };
    }
    const commit = await this.log.one(repository, row.commitSha ?? '');
    if (commit === null) {
      throw new ForgeError(
        'invalid',
        `The commit ${row.commitSha} of comment ${row.id} is not there any more`,
      );
    }
    return { kind: 'commit-commented', ...fact, commit };
  }
}

const toNote = ({ id, body, authorId, discussionId, lineCode, fileDiff, ...times }: NoteRow): Note => ({
  id,
  body,
  authorId,
  discussionId,
  line: lineCode !== null && fileDiff !== null ? { code: lineCode, diff: fileDiff } : null,
  createdAt: times.createdAt,
  updatedAt: times.updatedAt,
});
