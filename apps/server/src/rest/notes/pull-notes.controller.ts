import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  Req,
  Res,
  UseGuards,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { User } from '#domain';
import { MergeRequestAccess, MergeRequests, Notes, RepositoryAccess, Users } from '#forge';
import { Actor, Authenticated } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { createdPullNoteJson, listedPullNoteJson, pullNoteJson } from './note-json.js';
import { ChangeNote, CreateNote, NoteList } from './note-schemas.js';
import { setPageHeaders } from '../shared/page-headers.js';
import { PullNumber } from '../pulls/pull-schemas.js';
import { RepoPath, skipTake } from '../shared/schemas.js';

/** Comments on merge requests. They are named by their number or their discussion's 40 hex digits. */
@Controller('api/v5/repos/:owner/:repo/pulls')
@UseGuards(Authenticated)
export class PullNotesController {
  constructor(
    private readonly access: RepositoryAccess,
    private readonly requestAccess: MergeRequestAccess,
    private readonly requests: MergeRequests,
    private readonly notes: Notes,
    private readonly users: Users,
    private readonly links: PublicLinks,
  ) {}

  @Post(':number/comments')
  @HttpCode(200)
  async create(
    @Param({ schema: RepoPath }) at: RepoPath,
    @Param({ schema: PullNumber }) { number }: PullNumber,
    @Body({ schema: CreateNote }) note: CreateNote,
    @Actor() actor: User,
  ) {
    const { target, row: mergeRequest } = await this.requestAccess.toRead(at, number, actor);
    return createdPullNoteJson(await this.notes.create(target, { mergeRequest }, note, actor));
  }

  @Get(':number/comments')
  async list(
    @Param({ schema: RepoPath }) at: RepoPath,
    @Param({ schema: PullNumber }) { number }: PullNumber,
    @Query({ schema: NoteList }) page: NoteList,
    @Actor() actor: User,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { target, row } = await this.requestAccess.toRead(at, number, actor);
    const filter = { on: { mergeRequestId: row.id }, isOnLine: page.isOnLine };
    const { rows, total } = await this.notes.list(target, filter, { ...skipTake(page), order: page.order });
    setPageHeaders(request, reply, { ...page, total, links: this.links });
    const shown = rows.map(async (note) =>
      listedPullNoteJson(note, await this.users.known(note.authorId), this.links),
    );
    return Promise.all(shown);
  }

  @Get('comments/:id')
  async get(@Param({ schema: RepoPath }) at: RepoPath, @Param('id') id: string, @Actor() actor: User) {
    const row = await this.notes.get(await this.access.toRead(at, actor), 'merge requests', id);
    const request = await this.requests.byId(row.mergeRequestId ?? 0);
    return pullNoteJson(row, await this.users.known(row.authorId), request);
  }

  @Patch('comments/:id')
  async change(
    @Param({ schema: RepoPath }) at: RepoPath,
    @Param('id') id: string,
    @Body({ schema: ChangeNote }) { body }: ChangeNote,
    @Actor() actor: User,
  ) {
    await this.notes.edit(await this.toEdit(at, id, actor), body);
    return {};
  }

  @Delete('comments/:id')
  async remove(@Param({ schema: RepoPath }) at: RepoPath, @Param('id') id: string, @Actor() actor: User) {
    await this.notes.delete(await this.toEdit(at, id, actor));
    return {};
  }

  private async toEdit(at: RepoPath, id: string, actor: User) {
    const repository = await this.access.toRead(at, actor);
    const row = await this.notes.get(repository, 'merge requests', id);
    await this.access.toEdit(repository, row.authorId, actor);
    return row;
  }
}
