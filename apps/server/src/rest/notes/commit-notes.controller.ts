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
import { Notes, RepositoryAccess, Users } from '#forge';
import { History } from '#git';
import { Actor, Authenticated } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { commitNoteJson, createdCommitNoteJson, repositoryNoteJson } from './note-json.js';
import { ChangeNote, CreateNote, NoteList } from './note-schemas.js';
import { setPageHeaders } from '../shared/page-headers.js';
import { RepoPath, skipTake } from '../shared/schemas.js';

/** Comments on commits. */
@Controller('api/v5/repos/:owner/:repo')
@UseGuards(Authenticated)
export class CommitNotesController {
  constructor(
    private readonly access: RepositoryAccess,
    private readonly notes: Notes,
    private readonly users: Users,
    private readonly history: History,
    private readonly links: PublicLinks,
  ) {}

  @Post('commits/:revision/comments')
  @HttpCode(200)
  async create(
    @Param({ schema: RepoPath }) at: RepoPath,
    @Param('revision') revision: string,
    @Body({ schema: CreateNote }) note: CreateNote,
    @Actor() actor: User,
  ) {
    const repository = await this.access.toRead(at, actor);
    const commit = await this.history.get(repository, revision);
    return createdCommitNoteJson(await this.notes.create(repository, { commit }, note, actor));
  }

  @Get('commits/:revision/comments')
  async listOnCommit(
    @Param({ schema: RepoPath }) at: RepoPath,
    @Param('revision') revision: string,
    @Query({ schema: NoteList }) page: NoteList,
    @Actor() actor: User,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const repository = await this.access.toRead(at, actor);
    const { sha } = await this.history.get(repository, revision);
    const range = { ...skipTake(page), order: page.order };
    const { rows, total } = await this.notes.list(repository, { on: { commitSha: sha } }, range);
    setPageHeaders(request, reply, { ...page, total, links: this.links });
    return Promise.all(rows.map(async (row) => commitNoteJson(row, await this.users.known(row.authorId))));
  }

  @Get('comments')
  async list(
    @Param({ schema: RepoPath }) at: RepoPath,
    @Query({ schema: NoteList }) page: NoteList,
    @Actor() actor: User,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const repository = await this.access.toRead(at, actor);
    const range = { ...skipTake(page), order: page.order };
    const { rows, total } = await this.notes.list(repository, { on: 'commits' }, range);
    setPageHeaders(request, reply, { ...page, total, links: this.links });
    return Promise.all(
      rows.map(async (row) => repositoryNoteJson(row, await this.users.known(row.authorId))),
    );
  }

  @Get('comments/:id')
  async get(@Param({ schema: RepoPath }) at: RepoPath, @Param('id') id: string, @Actor() actor: User) {
    const row = await this.notes.get(await this.access.toRead(at, actor), 'commits', id);
    return repositoryNoteJson(row, await this.users.known(row.authorId));
  }

  @Patch('comments/:id')
  async change(
    @Param({ schema: RepoPath }) at: RepoPath,
    @Param('id') id: string,
    @Body({ schema: ChangeNote }) { body }: ChangeNote,
    @Actor() actor: User,
  ) {
    const row = await this.notes.edit(await this.toEdit(at, id, actor), body);
    return repositoryNoteJson(row, await this.users.known(row.authorId));
  }

  @Delete('comments/:id')
  @HttpCode(204)
  async remove(@Param({ schema: RepoPath }) at: RepoPath, @Param('id') id: string, @Actor() actor: User) {
    await this.notes.delete(await this.toEdit(at, id, actor));
  }

  private async toEdit(at: RepoPath, id: string, actor: User) {
    const repository = await this.access.toRead(at, actor);
    const row = await this.notes.get(repository, 'commits', id);
    await this.access.toEdit(repository, row.authorId, actor);
    return row;
  }
}
