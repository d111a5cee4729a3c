import { Get, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import type { User } from '#domain';
import { MergeRequestSnapshots, MergeRequestsOfOwner } from '#forge';
import { Actor } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { Answers } from '../shared/answers.js';
import { Page } from '../shared/page.js';
import { RestController } from '../shared/rest-controller.js';
import { skipTake } from '../shared/schemas.js';
import { FoundPullJson, foundPullJson } from './json/found-pull-json.js';
import { ListedPullJson, listedPullJson } from './json/listed-pull-json.js';
import { FoundPullQuery, OwnPullQuery } from './pull-schemas.js';
import { Summary } from '../../http/described.js';

/** Merge requests into many repositories that the caller may read. */
@RestController('')
export class FoundPullsController {
  constructor(
    private readonly found: MergeRequestsOfOwner,
    private readonly facts: MergeRequestSnapshots,
    private readonly links: PublicLinks,
  ) {}

  @Get(['org/:owner/pull_requests', 'orgs/:owner/pull_requests', 'enterprises/:owner/pull_requests'])
  @Summary("Lists merge requests of an owner's repositories")
  @Answers(() => z.array(FoundPullJson()))
  async list(
    @Param('owner') owner: string,
    @Query({ schema: FoundPullQuery }) { filter, page }: FoundPullQuery,
    @Actor() actor: User,
  ) {
    const { rows, total } = await this.found.page(owner, filter, actor, skipTake(page));
    const details = await this.facts.details(rows);
    const items = details.map((one) => foundPullJson(one, one.repositories.source.owner, this.links));
    return new Page(items, { ...page, total });
  }

  @Get('user/pulls')
  @Summary('Lists merge requests that the caller opened, works on or reviews')
  @Answers(() => z.array(ListedPullJson()))
  async own(@Query({ schema: OwnPullQuery }) { filter, page, involved }: OwnPullQuery, @Actor() actor: User) {
    const mine = { ...filter, [involved]: actor.login };
    const { rows, total } = await this.found.everywhere(mine, actor, skipTake(page));
    const details = await this.facts.details(rows);
    const items = details.map((one) => listedPullJson(one, one.repositories, this.links));
    return new Page(items, { ...page, total });
  }
}
