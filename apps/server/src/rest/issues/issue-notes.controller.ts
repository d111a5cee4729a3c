import { Body, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import type { Repository, User } from '#domain';
import { Issues, Notes, Users, type NoteFilter, type NoteRow } from '#forge';
import { Actor } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { ChangeNote } from '../notes/note-schemas.js';
import { Answers } from '../shared/answers.js';
import { Page } from '../shared/page.js';
import { RestController } from '../shared/rest-controller.js';
import { PageQuery, skipTake } from '../shared/schemas.js';
import {
  IssueNoteJson,
  issueNoteJson,
  SingleIssueNoteJson,
  singleIssueNoteJson,
} from './json/issue-note-json.js';
import { IssueNoteList, IssueNumber } from './issue-schemas.js';
import { EmptyListJson } from '../shared/json/nothing-json.js';
import { Summary, Values } from '../../http/described.js';
import { Note, RequireNote } from '../notes/require-note.js';

/** Comments on issues, addressed by their id or their discussion's 40 hex digits. */
@RestController('repos/:owner/:repo/issues')
@RequireAccess('read')
export class IssueNotesController {
  constructor(
    private readonly issues: Issues,
    private readonly notes: Notes,
    private readonly users: Users,
    private readonly links: PublicLinks,
  ) {}

  @Get('comments')
  @Summary('Lists the comments on all issues')
  @Answers(() => z.array(IssueNoteJson()))
  listAll(@Repo() at: Repository, @Query({ schema: IssueNoteList }) query: IssueNoteList) {
    return this.page(at, 'issues', query);
  }

  @Get(':number/comments')
  @Summary('Lists the comments on an issue')
  @Answers(() => z.array(IssueNoteJson()))
  async list(
    @Repo() at: Repository,
    @Param({ schema: IssueNumber }) { number }: IssueNumber,
    @Query({ schema: IssueNoteList }) query: IssueNoteList,
  ) {
    const { id: issueId } = await this.issues.get(at, number);
    return this.page(at, { issueId }, query);
  }

  @Post(':number/comments')
  @Summary('Comments on an issue')
  @HttpCode(200)
  @Answers(IssueNoteJson)
  async create(
    @Repo() at: Repository,
    @Param({ schema: IssueNumber }) { number }: IssueNumber,
    @Body({ schema: ChangeNote }) { body }: ChangeNote,
    @Actor() actor: User,
  ) {
    const issue = await this.issues.get(at, number);
    const note = await this.notes.create(at, { issue }, { body, line: null }, actor);
    return issueNoteJson(note, actor, issue, this.links);
  }

  /** This server has no reactions, and does not keep what texts were before. */
  @Get(['comment/:id/user_reactions', 'comment/:id/modify_history'])
  @Summary('Lists reactions to a comment on an issue, and earlier texts')
  @Values('empty')
  @Answers(EmptyListJson)
  async reactions(
    @Repo() at: Repository,
    @Param('id') id: string,
    @Query({ schema: PageQuery }) page: PageQuery,
  ) {
    await this.notes.get(at, 'issues', id);
    return new Page([], { ...page, total: 0 });
  }

  @Get('comments/:id')
  @Summary('Shows a comment on an issue')
  @Answers(SingleIssueNoteJson)
  async get(@Repo() at: Repository, @Param('id') id: string) {
    return this.single(await this.notes.get(at, 'issues', id));
  }

  @Patch('comments/:id')
  @Summary('Changes a comment on an issue')
  @RequireNote('issues')
  @Answers(SingleIssueNoteJson)
  async change(@Note() note: NoteRow, @Body({ schema: ChangeNote }) { body }: ChangeNote) {
    return this.single(await this.notes.edit(note, body));
  }

  @Delete('comments/:id')
  @Summary('Deletes a comment on an issue')
  @RequireNote('issues')
  @HttpCode(204)
  async remove(@Note() note: NoteRow) {
    await this.notes.delete(note);
  }

  private async page(at: Repository, on: NoteFilter['on'], { page, order, filter }: IssueNoteList) {
    const { rows, total } = await this.notes.list(at, { on, ...filter }, { ...skipTake(page), order });
    const items = rows.map(async (note) =>
      issueNoteJson(
        note,
        await this.users.known(note.authorId),
        await this.issues.byId(note.issueId ?? 0),
        this.links,
      ),
    );
    return new Page(await Promise.all(items), { ...page, total });
  }

  private async single(note: NoteRow) {
    const issue = await this.issues.byId(note.issueId ?? 0);
    return singleIssueNoteJson(note, await this.users.known(note.authorId), issue);
  }
}
