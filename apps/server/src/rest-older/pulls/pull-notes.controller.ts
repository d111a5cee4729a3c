import { Body, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import type { User } from '#domain';
import { Discussions, Notes, type FoundMergeRequest } from '#forge';
import { Actor } from '../../http/actor.js';
import { MergeRequest, RequireMergeRequest } from '../../rest/pulls/require-merge-request.js';
import { Page } from '../../rest/shared/page.js';
import { body, prose, requiredText, skipTake, wholeNumber } from '../../rest/shared/schemas.js';
import { OlderController } from '../shared/older-controller.js';
import { OlderPageQuery } from '../shared/page-query.js';
import { OlderNoteJson, olderNoteJson } from './note-json.js';
import { Answers } from '../../rest/shared/answers.js';
import { Summary } from '../../http/described.js';

const CreateNote = body({
  body: requiredText(1_000_000),
  path: prose(4_096),
  /** The comment belongs to the request's newest commit, whatever `commit_id` says. */
  commit_id: prose(1_000),
  line: wholeNumber(1, 2_147_483_647),
}).transform(({ body: written, path, line: newLine }, issues) => {
  if (path !== undefined && newLine !== undefined) return { body: written, line: { path, newLine } };
  if (path === undefined && newLine === undefined) return { body: written, line: null };
  const missing = path === undefined ? 'path' : 'line';
  issues.addIssue({
    code: 'custom',
    path: [missing],
    message: 'is missing: a comment on a line of the diff takes path and line',
  });
  return z.NEVER;
});
type CreateNote = z.output<typeof CreateNote>;

const CreateReply = body({ body: requiredText(1_000_000) });
type CreateReply = z.output<typeof CreateReply>;

@OlderController('repos/:owner/:repo/pulls/:number/comments')
@RequireMergeRequest('read')
export class OlderPullNotesController {
  constructor(
    private readonly notes: Notes,
    private readonly discussions: Discussions,
  ) {}

  @Get()
  @Summary('Lists the comments on a merge request')
  @Answers(() => z.array(OlderNoteJson()))
  async list(
    @MergeRequest() { target, row }: FoundMergeRequest,
    @Query({ schema: OlderPageQuery }) page: OlderPageQuery,
  ) {
    const filter = { on: { mergeRequestId: row.id } };
    const { rows, total } = await this.notes.list(target, filter, { ...skipTake(page), order: 'ASC' });
    const firsts = await this.discussions.firstIds(rows);
    return new Page(
      rows.map((note) => olderNoteJson(note, row, firsts.get(note.discussionId) ?? note.id)),
      { ...page, total },
    );
  }

  @Post()
  @Summary('Comments on a merge request, or on a line of a file')
  @HttpCode(201)
  @Answers(OlderNoteJson)
  async create(
    @MergeRequest() { target, row }: FoundMergeRequest,
    @Body({ schema: CreateNote }) note: CreateNote,
    @Actor() actor: User,
  ) {
    const made = await this.notes.create(target, { mergeRequest: row }, note, actor);
    return olderNoteJson(made, row, made.id);
  }

  @Post(':id/replies')
  @Summary('Replies to a comment')
  @HttpCode(201)
  @Answers(OlderNoteJson)
  async reply(
    @MergeRequest() { target, row }: FoundMergeRequest,
    @Param('id') id: string,
    @Body({ schema: CreateReply }) { body: written }: CreateReply,
    @Actor() actor: User,
  ) {
    const discussion = await this.discussions.get(row, id);
    const made = await this.discussions.reply(discussion, target, written, actor);
    return olderNoteJson(made, row, discussion.first.id);
  }
}
