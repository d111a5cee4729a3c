import { Body, HttpCode, Param, Post, Put } from '@nestjs/common';
import type { User } from '#domain';
import { Discussions, Users, type FoundMergeRequest } from '#forge';
import { Actor } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { MergeRequest, RequireMergeRequest } from '../pulls/require-merge-request.js';
import { RestController } from '../shared/rest-controller.js';
import { CreatedPullNoteJson, createdPullNoteJson, DiscussionJson, discussionJson } from './note-json.js';
import { ChangeNote, Resolve } from './note-schemas.js';
import { Answers } from '../shared/answers.js';
import { Summary } from '../../http/described.js';

/** Replies to comments on merge requests, and resolving discussions. */
@RestController('repos/:owner/:repo/pulls/:number')
@RequireMergeRequest('read')
export class DiscussionsController {
  constructor(
    private readonly discussions: Discussions,
    private readonly users: Users,
    private readonly links: PublicLinks,
  ) {}

  @Post('discussions/:discussion/comments')
  @Summary('Replies to a comment on a merge request')
  @HttpCode(200)
  @Answers(CreatedPullNoteJson)
  async reply(
    @MergeRequest() { target, row }: FoundMergeRequest,
    @Param('discussion') named: string,
    @Body({ schema: ChangeNote }) { body }: ChangeNote,
    @Actor() actor: User,
  ) {
    const discussion = await this.discussions.get(row, named);
    return createdPullNoteJson(await this.discussions.reply(discussion, target, body, actor));
  }

  @Put('comments/:discussion')
  @Summary('Resolves or reopens a discussion')
  @RequireMergeRequest('edit')
  @Answers(DiscussionJson)
  async resolve(
    @MergeRequest() { row }: FoundMergeRequest,
    @Param('discussion') named: string,
    @Body({ schema: Resolve }) { resolved }: Resolve,
    @Actor() actor: User,
  ) {
    const { discussionId } = (await this.discussions.get(row, named)).first;
    await (resolved
      ? this.discussions.resolve(row, discussionId, actor)
      : this.discussions.reopen(discussionId));
    const discussion = await this.discussions.get(row, named);
    const ids = [discussion.first, ...discussion.replies].map(({ authorId }) => authorId);
    return discussionJson(discussion, await this.users.byIds(ids), this.links);
  }
}
