import { Body, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import type { Repository, User } from '#domain';
import { Discussions, MergeRequests, Notes, Users, type FoundMergeRequest, type NoteRow } from '#forge';
import { Actor } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import {
  CreatedPullNoteJson,
  createdPullNoteJson,
  DiscussionJson,
  discussionJson,
  ListedPullNoteJson,
  listedPullNoteJson,
  PullNoteJson,
  pullNoteJson,
} from './note-json.js';
import { ChangeNote, CreatePullNote, NoteList } from './note-schemas.js';
import { Page } from '../shared/page.js';
import { MergeRequest, RequireMergeRequest } from '../pulls/require-merge-request.js';
import { PageQuery, skipTake } from '../shared/schemas.js';
import { RestController } from '../shared/rest-controller.js';
import { Answers } from '../shared/answers.js';
import { EmptyListJson, NothingJson } from '../shared/json/nothing-json.js';
import { Summary, Values } from '../../http/described.js';
import { Note, RequireNote } from './require-note.js';

/** Comments on merge requests, addressed by their id or their discussion's 40 hex digits. */
@RestController('repos/:owner/:repo/pulls')
@RequireAccess('read')
export class PullNotesController {
  constructor(
    private readonly requests: MergeRequests,
    private readonly notes: Notes,
    private readonly discussions: Discussions,
    private readonly users: Users,
    private readonly links: PublicLinks,
  ) {}

  @Post(':number/comments')
  @Summary('Comments on a merge request, or on a line of its diff')
  @RequireMergeRequest('read')
  @HttpCode(200)
  @Answers(CreatedPullNoteJson)
  async create(
    @MergeRequest() { target, row }: FoundMergeRequest,
    @Body({ schema: CreatePullNote }) { note, repliesTo }: CreatePullNote,
    @Actor() actor: User,
  ) {
    const discussion = repliesTo === null ? null : await this.discussions.get(row, repliesTo);
    const written = await (discussion === null
      ? this.notes.create(target, { mergeRequest: row }, note, actor)
      : this.discussions.reply(discussion, target, note.body, actor));
    return createdPullNoteJson(written);
  }

  /** The first comment of each discussion with its replies, under the discussion's id; under its own with `view=all`. */
  @Get(':number/comments')
  @Summary('Lists the comments on a merge request')
  @RequireMergeRequest('read')
  @Answers(() => z.array(z.union([ListedPullNoteJson(), DiscussionJson()])))
  async list(@MergeRequest() { row }: FoundMergeRequest, @Query({ schema: NoteList }) page: NoteList) {
    const range = { ...skipTake(page), order: page.order };
    const { discussions, total } = await this.discussions.list(row, page.isOnLine, range);
    const notes = discussions.flatMap(({ first, replies }) => [first, ...replies]);
    const authors = await this.users.byIds(notes.map(({ authorId }) => authorId));
    const json = page.isDetailed ? discussionJson : listedPullNoteJson;
    return new Page(
      discussions.map((discussion) => json(discussion, authors, this.links)),
      { ...page, total },
    );
  }

  @Get('comments/:id')
  @Summary('Shows a comment on a merge request')
  @Answers(PullNoteJson)
  async get(@Repo() repository: Repository, @Param('id') id: string) {
    const row = await this.notes.get(repository, 'merge requests', id);
    const request = await this.requests.byId(row.mergeRequestId ?? 0);
    return pullNoteJson(row, await this.users.known(row.authorId), request);
  }

  @Patch('comments/:id')
  @Summary('Changes a comment on a merge request')
  @RequireNote('merge requests')
  @Answers(NothingJson)
  async change(@Note() note: NoteRow, @Body({ schema: ChangeNote }) { body }: ChangeNote) {
    await this.notes.edit(note, body);
    return {};
  }

  @Delete('comments/:id')
  @Summary('Deletes a comment on a merge request')
  @RequireNote('merge requests')
  @Answers(NothingJson)
  async remove(@Note() note: NoteRow) {
    await this.notes.delete(note);
    return {};
  }

  /** This server has no reactions, and keeps no earlier texts. */
  @Get(['comment/:id/user_reactions', 'comment/:id/modify_history'])
  @Summary('Lists reactions to a comment on a merge request, or its earlier texts')
  @Values('empty')
  @Answers(EmptyListJson)
  async reactions(
    @Repo() repository: Repository,
    @Param('id') id: string,
    @Query({ schema: PageQuery }) page: PageQuery,
  ) {
    await this.notes.get(repository, 'merge requests', id);
    return new Page([], { ...page, total: 0 });
  }
}
