import { Get, Query } from '@nestjs/common';
import { z } from 'zod';
import type { Repository, User } from '#domain';
import { ContributionStatistics } from '#forge';
import { Contributions, Languages } from '#git';
import { Actor } from '../../http/actor.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { LongPage } from '../pulls/pull-schemas.js';
import { Answers } from '../shared/answers.js';
import { Page } from '../shared/page.js';
import { RestController } from '../shared/rest-controller.js';
import { skipTake } from '../shared/schemas.js';
import {
  ContributionJson,
  contributionJson,
  ContributorJson,
  contributorJson,
  LanguagesJson,
  languagesJson,
} from './statistics-json.js';
import { ContributionsQuery, ContributorsQuery } from './statistics-schemas.js';
import { Summary } from '../../http/described.js';

/** The languages and contributors of a repository. */
@RestController('repos/:owner/:repo')
@RequireAccess('read')
export class StatisticsController {
  constructor(
    private readonly languages: Languages,
    private readonly contributions: Contributions,
    private readonly statistics: ContributionStatistics,
  ) {}

  @Get('languages')
  @Summary('Shows the languages of a repository')
  @Answers(LanguagesJson)
  async languagesOf(@Repo() repository: Repository) {
    return languagesJson(await this.languages.of(repository));
  }

  @Get('contributors')
  @Summary('Lists the contributors of a repository')
  @Answers(() => z.array(ContributorJson()))
  async contributors(
    @Repo() repository: Repository,
    @Query({ schema: ContributorsQuery }) role: ContributorsQuery,
    @Query({ schema: LongPage }) page: LongPage,
  ) {
    const people = await this.contributions.contributors(repository, role);
    const { skip, take } = skipTake(page);
    return new Page(people.slice(skip, skip + take).map(contributorJson), { ...page, total: people.length });
  }

  @Get('contributors/statistic')
  @Summary('Shows the contributions by day')
  @Answers(() => z.array(ContributionJson()))
  async contributorsStatistic(
    @Repo() repository: Repository,
    @Query({ schema: ContributionsQuery }) query: ContributionsQuery,
    @Actor() actor: User,
  ) {
    const people = await this.statistics.byPerson(repository, query, actor);
    return people.map(contributionJson);
  }
}
