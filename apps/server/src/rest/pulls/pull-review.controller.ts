import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, UseGuards } from '@nestjs/common';
import type { Repository, User } from '#domain';
import { MergeRequestAccess, MergeRequests, Review, type MergeRequestRow, type Role } from '#forge';
import { Actor, Authenticated } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { pullLabelJson } from '../shared/label-json.js';
import { askedTesterJson } from './pull-people-json.js';
import { Assignees, LabelNames, PullNumber, Reset, Testers } from './pull-schemas.js';
import { RepoPath } from '../shared/schemas.js';

/** Labels of a merge request, and the people who are to look at it. */
@Controller('api/v5/repos/:owner/:repo/pulls/:number')
@UseGuards(Authenticated)
export class PullReviewController {
  constructor(
    private readonly access: MergeRequestAccess,
    private readonly requests: MergeRequests,
    private readonly review: Review,
    private readonly links: PublicLinks,
  ) {}

  @Get('labels')
  async labels(
    @Param({ schema: RepoPath }) at: RepoPath,
    @Param({ schema: PullNumber }) { number }: PullNumber,
    @Actor() actor: User,
  ) {
    const { target, row } = await this.access.toRead(at, number, actor);
    return this.labelsOf(target, row);
  }

  @Post('labels')
  @HttpCode(201)
  async addLabels(
    @Param({ schema: RepoPath }) at: RepoPath,
    @Param({ schema: PullNumber }) { number }: PullNumber,
    @Body({ schema: LabelNames }) names: LabelNames,
    @Actor() actor: User,
  ) {
    const { target } = await this.access.toEdit(at, number, actor);
    const add = (now: readonly string[]) => [...now, ...names];
    return this.labelsOf(target, await this.relabel(target, number, add, actor));
  }

  @Put('labels')
  async setLabels(
    @Param({ schema: RepoPath }) at: RepoPath,
    @Param({ schema: PullNumber }) { number }: PullNumber,
    @Body({ schema: LabelNames }) names: LabelNames,
    @Actor() actor: User,
  ) {
    const { target } = await this.access.toEdit(at, number, actor);
    return this.labelsOf(target, await this.relabel(target, number, () => names, actor));
  }

  @Delete('labels/:name')
  @HttpCode(204)
  async removeLabels(
    @Param({ schema: RepoPath }) at: RepoPath,
    @Param({ schema: PullNumber }) { number }: PullNumber,
    @Param('name') names: string,
    @Actor() actor: User,
  ) {
    const { target } = await this.access.toEdit(at, number, actor);
    const unwanted = names.split(',').map((name) => name.trim());
    await this.relabel(target, number, (now) => now.filter((name) => !unwanted.includes(name)), actor);
  }

  @Post('assignees')
  @HttpCode(200)
  async addAssignees(
    @Param({ schema: RepoPath }) at: RepoPath,
    @Param({ schema: PullNumber }) { number }: PullNumber,
    @Body({ schema: Assignees }) { assignees }: Assignees,
    @Actor() actor: User,
  ) {
    const { target } = await this.access.toEdit(at, number, actor);
    const row = await this.requests.change(
      target,
      number,
      (now) => ({ assignees: [...now.assignees.map(({ user }) => user.login), ...assignees] }),
      actor,
    );
    return { assignees_number: (await this.review.of(row)).assignees.length };
  }

  @Delete('assignees')
  @HttpCode(204)
  async removeAssignees(
    @Param({ schema: RepoPath }) at: RepoPath,
    @Param({ schema: PullNumber }) { number }: PullNumber,
    @Body({ schema: Assignees }) { assignees }: Assignees,
    @Actor() actor: User,
  ) {
    const { target } = await this.access.toEdit(at, number, actor);
    const unwanted = assignees.map((login) => login.toLowerCase());
    await this.requests.change(
      target,
      number,
      (now) => ({
        assignees: now.assignees
          .map(({ user }) => user.login)
          .filter((login) => !unwanted.includes(login.toLowerCase())),
      }),
      actor,
    );
  }

  @Post('testers')
  @HttpCode(200)
  async addTesters(
    @Param({ schema: RepoPath }) at: RepoPath,
    @Param({ schema: PullNumber }) { number }: PullNumber,
    @Body({ schema: Testers }) { testers }: Testers,
    @Actor() actor: User,
  ) {
    const { target } = await this.access.toEdit(at, number, actor);
    const row = await this.requests.change(
      target,
      number,
      (now) => ({ testers: [...now.testers.map(({ user }) => user.login), ...testers] }),
      actor,
    );
    return (await this.review.of(row)).testers.map(askedTesterJson);
  }

  @Post('review')
  @HttpCode(204)
  async approveAsAssignee(
    @Param({ schema: RepoPath }) at: RepoPath,
    @Param({ schema: PullNumber }) { number }: PullNumber,
    @Actor() actor: User,
  ) {
    await this.approve(at, number, 'assignee', actor);
  }

  @Post('test')
  @HttpCode(204)
  async approveAsTester(
    @Param({ schema: RepoPath }) at: RepoPath,
    @Param({ schema: PullNumber }) { number }: PullNumber,
    @Actor() actor: User,
  ) {
    await this.approve(at, number, 'tester', actor);
  }

  @Patch('assignees')
  @HttpCode(204)
  async resetAssignees(
    @Param({ schema: RepoPath }) at: RepoPath,
    @Param({ schema: PullNumber }) { number }: PullNumber,
    @Body({ schema: Reset }) { reset_all: resetsAll = false }: Reset,
    @Actor() actor: User,
  ) {
    const { row } = await this.access.toEdit(at, number, actor);
    await this.requests.resetApproval(row, 'assignee', resetsAll ? null : actor);
  }

  @Patch('testers')
  @HttpCode(204)
  async resetTesters(
    @Param({ schema: RepoPath }) at: RepoPath,
    @Param({ schema: PullNumber }) { number }: PullNumber,
    @Body({ schema: Reset }) { reset_all: resetsAll = false }: Reset,
    @Actor() actor: User,
  ) {
    const { row } = await this.access.toEdit(at, number, actor);
    await this.requests.resetApproval(row, 'tester', resetsAll ? null : actor);
  }

  private async approve(at: RepoPath, number: number, role: Role, actor: User): Promise<void> {
    const { row } = await this.access.toRead(at, number, actor);
    await this.requests.approve(row, role, actor);
  }

  private relabel(
    target: Repository,
    number: number,
    names: (now: readonly string[]) => readonly string[],
    actor: User,
  ): Promise<MergeRequestRow> {
    const labels = (now: { labels: readonly { name: string }[] }) => ({
      labels: names(now.labels.map(({ name }) => name)),
    });
    return this.requests.change(target, number, labels, actor);
  }

  private async labelsOf(target: Repository, row: MergeRequestRow) {
    const { labels } = await this.review.of(row);
    return labels.map((label) => pullLabelJson(label, target, this.links));
  }
}
