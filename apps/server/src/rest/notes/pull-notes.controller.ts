import { Body, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import type { Repository, User } from '#domain';
import { MergeRequests, Notes, RepositoryAccess, Users, type FoundMergeRequest } from '#forge';
import { Actor } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { createdPullNoteJson, listedPullNoteJson, pullNoteJson } from './note-json.js';
import { ChangeNote, CreateNote, NoteList } from './note-schemas.js';
import { Page } from '../shared/page.js';
import { MergeRequest, RequireMergeRequest } from '../pulls/require-merge-request.js';
import { skipTake } from '../shared/schemas.js';
import { RestController } from '../shared/rest-controller.js';

/** Comments on merge requests. They are named by their number or their discussion's 40 hex digits. */
@RestController('repos/:owner/:repo/pulls')
@RequireAccess('read')
export class PullNotesController {
  constructor(
    private readonly access: RepositoryAccess,
    private readonly requests: MergeRequests,
    private readonly notes: Notes,
    private readonly users: Users,
    private readonly links: PublicLinks,
  ) {}

  @Post(':number/comments')
  @RequireMergeRequest('read')
  @HttpCode(200)
  async create(
    @MergeRequest() { target, row: mergeRequest }: FoundMergeRequest,
    @Body({ schema: CreateNote }) note: CreateNote,
    @Actor() actor: User,
  ) {
    return createdPullNoteJson(await this.notes.create(target, { mergeRequest }, note, actor));
  }

  @Get(':number/comments')
  @RequireMergeRequest('read')
  async list(
    @MergeRequest() { target, row }: FoundMergeRequest,
    @Query({ schema: NoteList }) page: NoteList,
  ) {
    const filter = { on: { mergeRequestId: row.id }, isOnLine: page.isOnLine };
    const { rows, total } = await this.notes.list(target, filter, { ...skipTake(page), order: page.order });
    const items = rows.map(async (note) =>
      listedPullNoteJson(note, await this.users.known(note.authorId), this.links),
    );
    return new Page(await Promise.all(items), { ...page, total });
  }

  @Get('comments/:id')
  async get(@Repo() repository: Repository, @Param('id') id: string) {
    const row = await this.notes.get(repository, 'merge requests', id);
    const request = await this.requests.byId(row.mergeRequestId ?? 0);
    return pullNoteJson(row, await this.users.known(row.authorId), request);
  }

  @Patch('comments/:id')
  async change(
    @Repo() repository: Repository,
    @Param('id') id: string,
    @Body({ schema: ChangeNote }) { body }: ChangeNote,
    @Actor() actor: User,
  ) {
    await this.notes.edit(await this.toEdit(repository, id, actor), body);
    return {};
  }

  @Delete('comments/:id')
  async remove(@Repo() repository: Repository, @Param('id') id: string, @Actor() actor: User) {
    await this.notes.delete(await this.toEdit(repository, id, actor));
    return {};
  }

  private async toEdit(repository: Repository, id: string, actor: User) {
    const row = await this.notes.get(repository, 'merge requests', id);
    await this.access.toEdit(repository, row.authorId, actor);
    return row;
  }
}
