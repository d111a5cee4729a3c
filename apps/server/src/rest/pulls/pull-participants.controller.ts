import { Body, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import type { Repository, User } from '#domain';
import { Access, MergeRequests, Review, type FoundMergeRequest, type ReviewDetails } from '#forge';
import { Actor } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { PersonJson, personJson } from '../shared/json/account-json.js';
import { RestController } from '../shared/rest-controller.js';
import {
  AskedTesterJson,
  askedTesterJson,
  loginsWithout,
  ReviewerJson,
  reviewerJson,
} from './json/pull-people-json.js';
import { Reset, Reviewers } from './pull-schemas.js';
import { MergeRequest, RequireMergeRequest } from './require-merge-request.js';
import { given, Removals } from './pull-removals.js';
import { Answers } from '../shared/answers.js';
import { Summary } from '../../http/described.js';

/** The possible reviewers of a merge request, and the chosen ones besides assignees and testers. */
@RestController('repos/:owner/:repo/pulls')
@RequireAccess('read')
export class PullParticipantsController {
  constructor(
    private readonly access: Access,
    private readonly requests: MergeRequests,
    private readonly review: Review,
    private readonly links: PublicLinks,
  ) {}

  /** All members of the repository. */
  @Get(['option_testers', 'option_reviewers'])
  @Summary('Lists possible reviewers of merge requests')
  @Answers(() => z.array(PersonJson()))
  async candidates(@Repo() repository: Repository) {
    const people = await this.access.people(repository);
    return people.map(({ user }) => personJson(user, this.links));
  }

  @Get([':number/option_testers', ':number/option_reviewers'])
  @Summary('Lists possible reviewers of this merge request')
  @RequireMergeRequest('read')
  @Answers(() => z.array(PersonJson()))
  candidatesFor(@MergeRequest() { target }: FoundMergeRequest) {
    return this.candidates(target);
  }

  @Get(':number/reviewers')
  @Summary('Lists the reviewers of a merge request')
  @RequireMergeRequest('read')
  @Answers(() => z.array(ReviewerJson()))
  async reviewers(@MergeRequest() { row }: FoundMergeRequest) {
    const { reviewers } = await this.review.of(row);
    return reviewers.map((person) => reviewerJson(person, this.links));
  }

  /** Replaces the current ones; adds to them with `add`. */
  @Post(':number/reviewers')
  @Summary('Adds reviewers to a merge request')
  @RequireMergeRequest('edit')
  @HttpCode(200)
  @Answers(() => z.array(AskedTesterJson()))
  async ask(
    @MergeRequest() { target, row }: FoundMergeRequest,
    @Body({ schema: Reviewers }) { reviewers, isAdded }: Reviewers,
    @Actor() actor: User,
  ) {
    const wanted = (now: ReviewDetails) => ({
      reviewers: [...(isAdded ? now.reviewers.map(({ user }) => user.login) : []), ...reviewers],
    });
    const changed = await this.requests.change(target, row.iid, wanted, actor);
    return (await this.review.of(changed)).reviewers.map(askedTesterJson);
  }

  @Patch(':number/reviewers')
  @Summary('Withdraws approvals')
  @RequireMergeRequest('edit')
  @HttpCode(204)
  async reset(
    @MergeRequest() { row }: FoundMergeRequest,
    @Body({ schema: Reset }) { reset_all: resetsAll = false }: Reset,
    @Actor() actor: User,
  ) {
    await this.requests.resetApproval(row, 'reviewer', resetsAll ? null : actor);
  }

  @Delete(':number/reviewers')
  @Summary('Removes reviewers')
  @RequireMergeRequest('edit')
  @HttpCode(204)
  async remove(
    @MergeRequest() { target, row }: FoundMergeRequest,
    @Query({ schema: Removals }) query: Removals,
    @Body({ schema: Removals }) fields: Removals,
    @Actor() actor: User,
  ) {
    const unwanted = given('reviewers', query, fields);
    const rest = (now: ReviewDetails) => ({ reviewers: loginsWithout(now.reviewers, unwanted) });
    await this.requests.change(target, row.iid, rest, actor);
  }
}
