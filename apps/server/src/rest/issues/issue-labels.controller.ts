import { Body, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { z } from 'zod';
import type { Repository, User } from '#domain';
import { Issues, IssueSnapshots, type IssueRow } from '#forge';
import { Actor } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { LabelNames } from '../pulls/pull-schemas.js';
import { Answers } from '../shared/answers.js';
import { RestController } from '../shared/rest-controller.js';
import { IssueLabelJson, issueLabelJson } from './json/issue-label-json.js';
import { IssueNumber } from './issue-schemas.js';
import { Summary } from '../../http/described.js';
import { RequireIssueToEdit } from './require-issue.js';

/** The labels of an issue. Its author and users with push access may change them. */
@RestController('repos/:owner/:repo/issues/:number/labels')
@RequireAccess('read')
export class IssueLabelsController {
  constructor(
    private readonly issues: Issues,
    private readonly snapshots: IssueSnapshots,
    private readonly links: PublicLinks,
  ) {}

  @Get()
  @Summary('Lists the labels of an issue')
  @Answers(() => z.array(IssueLabelJson()))
  async list(@Repo() at: Repository, @Param({ schema: IssueNumber }) { number }: IssueNumber) {
    return this.labelsOf(await this.issues.get(at, number));
  }

  @Post()
  @Summary('Adds labels to an issue')
  @RequireIssueToEdit()
  @HttpCode(200)
  @Answers(() => z.array(IssueLabelJson()))
  async add(
    @Repo() at: Repository,
    @Param({ schema: IssueNumber }) { number }: IssueNumber,
    @Body({ schema: LabelNames }) names: LabelNames,
    @Actor() actor: User,
  ) {
    return this.relabel(at, number, (now) => [...now, ...names], actor);
  }

  @Put()
  @Summary('Sets the labels of an issue')
  @RequireIssueToEdit()
  @Answers(() => z.array(IssueLabelJson()))
  async set(
    @Repo() at: Repository,
    @Param({ schema: IssueNumber }) { number }: IssueNumber,
    @Body({ schema: LabelNames }) names: LabelNames,
    @Actor() actor: User,
  ) {
    return this.relabel(at, number, () => names, actor);
  }

  @Delete()
  @Summary('Removes all labels from an issue')
  @RequireIssueToEdit()
  @HttpCode(204)
  async clear(
    @Repo() at: Repository,
    @Param({ schema: IssueNumber }) { number }: IssueNumber,
    @Actor() actor: User,
  ) {
    await this.relabel(at, number, () => [], actor);
  }

  @Delete(':name')
  @Summary('Removes a label from an issue')
  @RequireIssueToEdit()
  @HttpCode(204)
  async remove(
    @Repo() at: Repository,
    @Param({ schema: IssueNumber }) { number }: IssueNumber,
    @Param('name') names: string,
    @Actor() actor: User,
  ) {
    const unwanted = names.split(',').map((name) => name.trim());
    await this.relabel(at, number, (now) => now.filter((name) => !unwanted.includes(name)), actor);
  }

  private async relabel(
    at: Repository,
    number: number,
    names: (now: readonly string[]) => readonly string[],
    actor: User,
  ) {
    return this.labelsOf(await this.issues.change(at, number, (now) => ({ labels: names(now) }), actor));
  }

  private async labelsOf(row: IssueRow) {
    const { labels, repository } = await this.snapshots.of(row);
    return labels.map((label) => issueLabelJson(label, repository, this.links));
  }
}
