import { Body, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import type { Repository, User } from '#domain';
import { Issues, Notes, Users, type NoteRow } from '#forge';
import { Actor } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { IssueNumber } from '../../rest/issues/issue-schemas.js';
import { ChangeNote } from '../../rest/notes/note-schemas.js';
import { Answers } from '../../rest/shared/answers.js';
import { Page } from '../../rest/shared/page.js';
import { skipTake } from '../../rest/shared/schemas.js';
import { OlderController } from '../shared/older-controller.js';
import { OlderPageQuery } from '../shared/page-query.js';
import { OlderIssueNoteJson, olderIssueNoteJson } from './issue-json.js';
import { Summary } from '../../http/described.js';
import { Note, RequireNote } from '../../rest/notes/require-note.js';

/** Comments on issues. */
@OlderController('repos/:owner/:repo/issues')
@RequireAccess('read')
export class OlderIssueNotesController {
  constructor(
    private readonly issues: Issues,
    private readonly notes: Notes,
    private readonly users: Users,
    private readonly links: PublicLinks,
  ) {}

  @Get(':number/comments')
  @Summary('Lists the comments on an issue')
  @Answers(() => z.array(OlderIssueNoteJson()))
  async list(
    @Repo() repository: Repository,
    @Param({ schema: IssueNumber }) { number }: IssueNumber,
    @Query({ schema: OlderPageQuery }) page: OlderPageQuery,
  ) {
    const { id: issueId } = await this.issues.get(repository, number);
    const stretch = { ...skipTake(page), order: 'ASC' } as const;
    const { rows, total } = await this.notes.list(repository, { on: { issueId } }, stretch);
    return new Page(await Promise.all(rows.map((note) => this.shown(note))), { ...page, total });
  }

  @Post(':number/comments')
  @Summary('Comments on an issue')
  @HttpCode(201)
  @Answers(OlderIssueNoteJson)
  async create(
    @Repo() repository: Repository,
    @Param({ schema: IssueNumber }) { number }: IssueNumber,
    @Body({ schema: ChangeNote }) { body }: ChangeNote,
    @Actor() actor: User,
  ) {
    const issue = await this.issues.get(repository, number);
    return this.shown(await this.notes.create(repository, { issue }, { body, line: null }, actor));
  }

  @Get('comments/:id')
  @Summary('Shows a comment on an issue')
  @Answers(OlderIssueNoteJson)
  async get(@Repo() repository: Repository, @Param('id') id: string) {
    return this.shown(await this.notes.get(repository, 'issues', id));
  }

  @Patch('comments/:id')
  @Summary('Changes a comment on an issue')
  @RequireNote('issues')
  @Answers(OlderIssueNoteJson)
  async change(@Note() note: NoteRow, @Body({ schema: ChangeNote }) { body }: ChangeNote) {
    return this.shown(await this.notes.edit(note, body));
  }

  @Delete('comments/:id')
  @Summary('Deletes a comment on an issue')
  @RequireNote('issues')
  @HttpCode(204)
  async remove(@Note() note: NoteRow) {
    await this.notes.delete(note);
  }

  private async shown(note: NoteRow): Promise<OlderIssueNoteJson> {
    return olderIssueNoteJson(note, await this.users.known(note.authorId), this.links);
  }
}
