import { createHash } from 'node:crypto';
import { Get, Query } from '@nestjs/common';
import { z } from 'zod';
import { fullName, type Repository, type User } from '#domain';
import { Operations, Users, type FoundMergeRequest, type OperationRow } from '#forge';
import type { Links } from '#payloads';
import { PublicLinks } from '../../http/public-links.js';
import { Page } from '../shared/page.js';
import { RestController } from '../shared/rest-controller.js';
import { choice, PageFields, pageOf, PageQuery, skipTake } from '../shared/schemas.js';
import { millisecondsWithOffset } from '../shared/json/times.js';
import { OperatorJson, operatorJson } from '../shared/json/account-json.js';
import { MergeRequest, RequireMergeRequest } from './require-merge-request.js';
import { Answers } from '../shared/answers.js';
import { EmptyListJson } from '../shared/json/nothing-json.js';
import { Summary, Values } from '../../http/described.js';

/** Newest first by default. */
const LogQuery = z.object({ ...PageFields, sort: choice('asc', 'desc') }).transform(({ sort, ...page }) => ({
  ...pageOf(page),
  order: sort === 'asc' ? ('ASC' as const) : ('DESC' as const),
}));
type LogQuery = z.output<typeof LogQuery>;

/** The log of a merge request. */
@RestController('repos/:owner/:repo/pulls/:number')
@RequireMergeRequest('read')
export class PullLogController {
  constructor(
    private readonly operations: Operations,
    private readonly users: Users,
    private readonly links: PublicLinks,
  ) {}

  @Get('operate_logs')
  @Summary('Lists the log of a merge request')
  @Answers(() => z.array(OperationJson()))
  async log(@MergeRequest() { target, row }: FoundMergeRequest, @Query({ schema: LogQuery }) page: LogQuery) {
    const { rows, total } = await this.operations.list(row.id, { ...skipTake(page), order: page.order });
    const items = rows.map(async (operation) =>
      operationJson(operation, target, await this.users.known(operation.userId), this.links),
    );
    return new Page(await Promise.all(items), { ...page, total });
  }

  /** This server has no reactions, and keeps no earlier texts. */
  @Get(['user_reactions', 'modify_history'])
  @Summary('Lists reactions to a merge request, or its earlier texts')
  @Values('empty')
  @Answers(EmptyListJson)
  reactions(@Query({ schema: PageQuery }) page: PageQuery) {
    return new Page([], { ...page, total: 0 });
  }
}

const OperationJson = () =>
  z.strictObject({
    content: z.string(),
    id: z.int(),
    action: z.string(),
    merge_request_id: z.int(),
    created_at: z.string(),
    updated_at: z.string(),
    discussion_id: z.string(),
    project: z.string(),
    assignee: z.null(),
    proposer: z.null(),
    user: OperatorJson(),
  });
type OperationJson = z.output<ReturnType<typeof OperationJson>>;

const operationJson = (row: OperationRow, at: Repository, user: User, links: Links): OperationJson => ({
  content: row.content,
  id: row.id,
  action: row.action,
  merge_request_id: row.mergeRequestId,
  created_at: millisecondsWithOffset(row.createdAt),
  updated_at: millisecondsWithOffset(row.createdAt),
  discussion_id: createHash('sha1').update(`operation ${row.id}`).digest('hex'),
  project: fullName(at),
  assignee: null,
  proposer: null,
  user: operatorJson(user, links),
});
