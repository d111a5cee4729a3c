import { Body, Delete, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { z } from 'zod';
import type { Repository, User } from '#domain';
import {
  MergeRequests,
  Review,
  type FoundMergeRequest,
  type MergeRequestRow,
  type ReviewDetails,
} from '#forge';
import { Actor } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { AddedLabelJson, addedLabelJson, PullLabelJson, pullLabelJson } from '../shared/json/label-json.js';
import {
  AskedTesterJson,
  askedTesterJson,
  AssignedJson,
  assignedJson,
  loginsWithout,
} from './json/pull-people-json.js';
import { Assignees, LabelNames, Reset, Testers } from './pull-schemas.js';
import { given, Removals } from './pull-removals.js';
import { MergeRequest, RequireMergeRequest } from './require-merge-request.js';
import { RestController } from '../shared/rest-controller.js';
import { Answers } from '../shared/answers.js';
import { Summary } from '../../http/described.js';

/** The labels, assignees and testers of a merge request. */
@RestController('repos/:owner/:repo/pulls/:number')
@RequireMergeRequest('edit')
export class PullReviewController {
  constructor(
    private readonly requests: MergeRequests,
    private readonly review: Review,
    private readonly links: PublicLinks,
  ) {}

  @Get('labels')
  @Summary('Lists the labels of a merge request')
  @RequireMergeRequest('read')
  @Answers(() => z.array(PullLabelJson()))
  async labels(@MergeRequest() { target, row }: FoundMergeRequest) {
    const { labels } = await this.review.of(row);
    return labels.map((label) => pullLabelJson(label, target, this.links));
  }

  @Post('labels')
  @Summary('Adds labels to a merge request')
  @HttpCode(201)
  @Answers(() => z.array(AddedLabelJson()))
  async addLabels(
    @MergeRequest() found: FoundMergeRequest,
    @Body({ schema: LabelNames }) names: LabelNames,
    @Actor() actor: User,
  ) {
    const add = (now: readonly string[]) => [...now, ...names];
    return this.labelsOf(found.target, await this.relabel(found, add, actor));
  }

  @Put('labels')
  @Summary('Sets the labels of a merge request')
  @Answers(() => z.array(AddedLabelJson()))
  async setLabels(
    @MergeRequest() found: FoundMergeRequest,
    @Body({ schema: LabelNames }) names: LabelNames,
    @Actor() actor: User,
  ) {
    return this.labelsOf(found.target, await this.relabel(found, () => names, actor));
  }

  @Delete('labels/:name')
  @Summary('Removes labels from a merge request')
  @HttpCode(204)
  async removeLabels(
    @MergeRequest() found: FoundMergeRequest,
    @Param('name') names: string,
    @Actor() actor: User,
  ) {
    const unwanted = names.split(',').map((name) => name.trim());
    await this.relabel(found, (now) => now.filter((name) => !unwanted.includes(name)), actor);
  }

  @Delete('labels')
  @Summary('Removes labels from a merge request')
  @HttpCode(204)
  async removeNamedLabels(
    @MergeRequest() found: FoundMergeRequest,
    @Query({ schema: Removals }) query: Removals,
    @Body({ schema: Removals }) fields: Removals,
    @Actor() actor: User,
  ) {
    const unwanted = given('labels', query, fields);
    await this.relabel(found, (now) => now.filter((name) => !unwanted.includes(name)), actor);
  }

  @Post('assignees')
  @Summary('Adds assignees to a merge request')
  @HttpCode(200)
  @Answers(AssignedJson)
  async addAssignees(
    @MergeRequest() { target, row }: FoundMergeRequest,
    @Body({ schema: Assignees }) { assignees }: Assignees,
    @Actor() actor: User,
  ) {
    const changed = await this.requests.change(
      target,
      row.iid,
      (now) => ({ assignees: [...now.assignees.map(({ user }) => user.login), ...assignees] }),
      actor,
    );
    return assignedJson(await this.review.of(changed));
  }

  @Delete('assignees')
  @Summary('Removes assignees from a merge request')
  @HttpCode(204)
  async removeAssignees(
    @MergeRequest() { target, row }: FoundMergeRequest,
    @Query({ schema: Removals }) query: Removals,
    @Body({ schema: Removals }) fields: Removals,
    @Actor() actor: User,
  ) {
    const unwanted = given('assignees', query, fields);
    const rest = (now: ReviewDetails) => ({ assignees: loginsWithout(now.assignees, unwanted) });
    await this.requests.change(target, row.iid, rest, actor);
  }

  @Post('testers')
  @Summary('Adds testers to a merge request')
  @HttpCode(200)
  @Answers(() => z.array(AskedTesterJson()))
  async addTesters(
    @MergeRequest() { target, row }: FoundMergeRequest,
    @Body({ schema: Testers }) { testers }: Testers,
    @Actor() actor: User,
  ) {
    const changed = await this.requests.change(
      target,
      row.iid,
      (now) => ({ testers: [...now.testers.map(({ user }) => user.login), ...testers] }),
      actor,
    );
    return (await this.review.of(changed)).testers.map(askedTesterJson);
  }

  @Delete('testers')
  @Summary('Removes testers')
  @HttpCode(204)
  async removeTesters(
    @MergeRequest() { target, row }: FoundMergeRequest,
    @Query({ schema: Removals }) query: Removals,
    @Body({ schema: Removals }) fields: Removals,
    @Actor() actor: User,
  ) {
    const unwanted = given('testers', query, fields);
    const rest = (now: ReviewDetails) => ({ testers: loginsWithout(now.testers, unwanted) });
    await this.requests.change(target, row.iid, rest, actor);
  }

  @Post('review')
  @Summary('Approves as an assignee')
  @RequireMergeRequest('read')
  @HttpCode(204)
  async approveAsAssignee(@MergeRequest() { row }: FoundMergeRequest, @Actor() actor: User) {
    await this.requests.approve(row, 'assignee', actor);
  }

  @Post('test')
  @Summary('Approves as a tester')
  @RequireMergeRequest('read')
  @HttpCode(204)
  async approveAsTester(@MergeRequest() { row }: FoundMergeRequest, @Actor() actor: User) {
    await this.requests.approve(row, 'tester', actor);
  }

  @Patch('assignees')
  @Summary("Withdraws the assignees' approvals")
  @HttpCode(204)
  async resetAssignees(
    @MergeRequest() { row }: FoundMergeRequest,
    @Body({ schema: Reset }) { reset_all: resetsAll = false }: Reset,
    @Actor() actor: User,
  ) {
    await this.requests.resetApproval(row, 'assignee', resetsAll ? null : actor);
  }

  @Patch('testers')
  @Summary("Withdraws the testers' approvals")
  @HttpCode(204)
  async resetTesters(
    @MergeRequest() { row }: FoundMergeRequest,
    @Body({ schema: Reset }) { reset_all: resetsAll = false }: Reset,
    @Actor() actor: User,
  ) {
    await this.requests.resetApproval(row, 'tester', resetsAll ? null : actor);
  }

  private relabel(
    { target, row }: FoundMergeRequest,
    names: (now: readonly string[]) => readonly string[],
    actor: User,
  ): Promise<MergeRequestRow> {
    const labels = (now: { labels: readonly { name: string }[] }) => ({
      labels: names(now.labels.map(({ name }) => name)),
    });
    return this.requests.change(target, row.iid, labels, actor);
  }

  private async labelsOf(target: Repository, row: MergeRequestRow) {
    const { labels } = await this.review.of(row);
    return labels.map((label) => addedLabelJson(label, target, this.links));
  }
}
