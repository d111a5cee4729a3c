import { Body, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import type { Repository, User } from '#domain';
import { Notes, Users, type NoteRow } from '#forge';
import { History } from '#git';
import { Actor } from '../../http/actor.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import {
  CommitNoteJson,
  commitNoteJson,
  CreatedCommitNoteJson,
  createdCommitNoteJson,
  PlacedCommitNoteJson,
  placedCommitNoteJson,
  RepositoryNoteJson,
  repositoryNoteJson,
} from './note-json.js';
import { ChangeNote, CreateNote, NoteList } from './note-schemas.js';
import { Page } from '../shared/page.js';
import { skipTake } from '../shared/schemas.js';
import { RestController } from '../shared/rest-controller.js';
import { Answers } from '../shared/answers.js';
import { Summary } from '../../http/described.js';
import { Note, RequireNote } from './require-note.js';

/** Comments on commits. */
@RestController('repos/:owner/:repo')
@RequireAccess('read')
export class CommitNotesController {
  constructor(
    private readonly notes: Notes,
    private readonly users: Users,
    private readonly history: History,
  ) {}

  @Post('commits/:revision/comments')
  @Summary('Comments on a commit')
  @HttpCode(200)
  @Answers(CreatedCommitNoteJson)
  async create(
    @Repo() repository: Repository,
    @Param('revision') revision: string,
    @Body({ schema: CreateNote }) note: CreateNote,
    @Actor() actor: User,
  ) {
    const commit = await this.history.get(repository, revision);
    return createdCommitNoteJson(await this.notes.create(repository, { commit }, note, actor));
  }

  /** With `view=all` each also has the line that it was sent for. */
  @Get('commits/:revision/comments')
  @Summary('Lists the comments on a commit')
  @Answers(() => z.array(z.union([CommitNoteJson(), PlacedCommitNoteJson()])))
  async listOnCommit(
    @Repo() repository: Repository,
    @Param('revision') revision: string,
    @Query({ schema: NoteList }) page: NoteList,
  ) {
    const { sha } = await this.history.get(repository, revision);
    const range = { ...skipTake(page), order: page.order };
    const { rows, total } = await this.notes.list(repository, { on: { commitSha: sha } }, range);
    const json = page.isDetailed ? placedCommitNoteJson : commitNoteJson;
    const items = rows.map(async (row) => json(row, await this.users.known(row.authorId)));
    return new Page(await Promise.all(items), { ...page, total });
  }

  @Get('comments')
  @Summary('Lists the comments on all commits')
  @Answers(() => z.array(RepositoryNoteJson()))
  async list(@Repo() repository: Repository, @Query({ schema: NoteList }) page: NoteList) {
    const range = { ...skipTake(page), order: page.order };
    const { rows, total } = await this.notes.list(repository, { on: 'commits' }, range);
    const items = rows.map(async (row) => repositoryNoteJson(row, await this.users.known(row.authorId)));
    return new Page(await Promise.all(items), { ...page, total });
  }

  @Get('comments/:id')
  @Summary('Shows a comment on a commit')
  @Answers(RepositoryNoteJson)
  async get(@Repo() repository: Repository, @Param('id') id: string) {
    const row = await this.notes.get(repository, 'commits', id);
    return repositoryNoteJson(row, await this.users.known(row.authorId));
  }

  @Patch('comments/:id')
  @Summary('Changes a comment on a commit')
  @RequireNote('commits')
  @Answers(RepositoryNoteJson)
  async change(@Note() note: NoteRow, @Body({ schema: ChangeNote }) { body }: ChangeNote) {
    const row = await this.notes.edit(note, body);
    return repositoryNoteJson(row, await this.users.known(row.authorId));
  }

  @Delete('comments/:id')
  @Summary('Deletes a comment on a commit')
  @RequireNote('commits')
  @HttpCode(204)
  async remove(@Note() note: NoteRow) {
    await this.notes.delete(note);
  }
}
