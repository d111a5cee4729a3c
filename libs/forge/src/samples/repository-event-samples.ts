import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository as Table } from 'typeorm';
import {
  Clock,
  EventSamples,
  ForgeError,
  fullName,
  LAST_ACTION,
  ZERO_SHA,
  type EventType,
  type Issue,
  type MergeRequest,
  type WebhookEvent,
  type NewestCommits,
  type Repository,
  type User,
} from '#domain';
import { CommitLog, RefList } from '#git';
import { IssueSnapshots } from '../issues/issue-snapshots.js';
import { IssueRow } from '../issues/issue.entity.js';
import { MergeRequestSnapshots } from '../merge-requests/merge-request-snapshots.js';
import { MergeRequestRow } from '../merge-requests/merge-request.entity.js';
import { NoteSnapshots } from '../notes/note-snapshots.js';
import { Notes } from '../notes/notes.js';
import { BRANCH, RefEvents, TAG } from '../refs/ref-events.js';

@Injectable()
export class RepositoryEventSamples extends EventSamples {
  constructor(
    @InjectRepository(MergeRequestRow) private readonly requests: Table<MergeRequestRow>,
    private readonly log: CommitLog,
    private readonly refs: RefList,
    private readonly refEvents: RefEvents,
    private readonly notes: Notes,
    private readonly noteFacts: NoteSnapshots,
    private readonly requestFacts: MergeRequestSnapshots,
    private readonly issueFacts: IssueSnapshots,
    private readonly clock: Clock,
  ) {
    super();
  }

  override of(type: EventType, repository: Repository, user: User): Promise<WebhookEvent> {
    switch (type) {
      case 'push':
        return this.push(repository, user);
      case 'tag_push':
        return this.tagPush(repository, user);
      case 'note':
        return this.note(repository, user);
      case 'merge_request':
        return this.mergeRequest(repository, user);
      case 'issue':
        return this.issue(repository, user);
    }
  }

  override async newestCommits(repository: Repository): Promise<NewestCommits> {
    const branch = repository.defaultBranch;
    const [newest, previous] = [...(await this.log.newest(repository, branch, 2))].reverse();
    if (newest === undefined) throw nothing(repository, `commits on ${branch}`, 'push one');
    return { kind: 'newest-commits', before: previous?.sha ?? ZERO_SHA, after: newest.sha };
  }

  /** A push of the newest commit of the default branch. */
  private async push(repository: Repository, user: User): Promise<WebhookEvent> {
    const { before, after } = await this.newestCommits(repository);
    const ref = BRANCH + repository.defaultBranch;
    return this.moved(repository, { ref, before, after }, user);
  }

  /** The creation of the newest tag. */
  private async tagPush(repository: Repository, user: User): Promise<WebhookEvent> {
    const tag = await this.refs.newestTag(repository);
    if (tag === null) throw nothing(repository, 'tags', 'push one');
    return this.moved(repository, { ref: TAG + tag.name, before: ZERO_SHA, after: tag.sha }, user);
  }

  private async note(repository: Repository, user: User): Promise<WebhookEvent> {
    const row = await this.notes.newest(repository);
    if (row === null) throw nothing(repository, 'comments', 'write one');
    return this.noteFacts.commented(row, repository, { key: randomUUID(), user }, this.requests.manager);
  }

  private async mergeRequest(repository: Repository, user: User): Promise<WebhookEvent> {
    const row = await this.requests.findOne({ where: { targetId: repository.id }, order: { iid: 'DESC' } });
    if (row === null) throw nothing(repository, 'merge requests', 'open one');
    const mergeRequest = await this.requestFacts.of(row, this.requests.manager);
    return {
      kind: 'merge-request-changed',
      key: randomUUID(),
      repository,
      at: this.clock.now().toISOString(),
      action: LAST_ACTION[row.state],
      mergeRequest,
      before: requestBefore(mergeRequest),
      user,
    };
  }

  private async issue(repository: Repository, user: User): Promise<WebhookEvent> {
    const { manager } = this.requests;
    const where = { repositoryId: repository.id };
    const row = await manager.findOne(IssueRow, { where, order: { iid: 'DESC' } });
    if (row === null) throw nothing(repository, 'issues', 'open one');
    const issue = await this.issueFacts.of(row, manager);
    return {
      kind: 'issue-changed',
      key: randomUUID(),
      repository,
      at: this.clock.now().toISOString(),
      action: row.state === 'closed' ? 'close' : 'open',
      issue,
      before: issueBefore(issue),
      user,
    };
  }

  private moved(
    repository: Repository,
    update: { readonly ref: string; readonly before: string; readonly after: string },
    pusher: User,
  ): Promise<WebhookEvent> {
    const at = this.clock.now().toISOString();
    return this.refEvents.detailed({
      ...update,
      key: randomUUID(),
      repository,
      pusher,
      at,
      pushOptions: [],
    });
  }
}

/** As it was before what its state tells of; null for one that was only opened. */
function requestBefore(request: MergeRequest): MergeRequest | null {
  if (request.state === 'opened') return null;
  const state = request.state === 'reopened' ? 'closed' : 'opened';
  return { ...request, state, mergeCommitSha: null, mergedById: null };
}

const issueBefore = (issue: Issue): Issue | null =>
  issue.state === 'opened' ? null : { ...issue, state: 'opened', closedAt: null };

const nothing = (repository: Repository, what: string, remedy: string): ForgeError =>
  new ForgeError('invalid', `Repository ${fullName(repository)} has no ${what} yet: ${remedy} first`);
