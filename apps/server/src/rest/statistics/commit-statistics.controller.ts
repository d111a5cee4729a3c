import { Get, Query } from '@nestjs/common';
import type { Repository, User } from '#domain';
import { ContributionStatistics } from '#forge';
import { Actor } from '../../http/actor.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { Answers } from '../shared/answers.js';
import { RestController } from '../shared/rest-controller.js';
import { CommitStatisticsJson, commitStatisticsJson } from './statistics-json.js';
import { CommitStatisticsQuery } from './statistics-schemas.js';
import { Summary } from '../../http/described.js';

/** The reference has the path without `repos`. */
@RestController(':owner/:repo/repository/commit_statistics')
@RequireAccess('read')
export class CommitStatisticsController {
  constructor(private readonly statistics: ContributionStatistics) {}

  @Get()
  @Summary('Counts the contributions of each contributor')
  @Answers(CommitStatisticsJson)
  async get(
    @Repo() repository: Repository,
    @Query({ schema: CommitStatisticsQuery }) query: CommitStatisticsQuery,
    @Actor() actor: User,
  ) {
    const people = await this.statistics.byPerson(repository, query, actor);
    return commitStatisticsJson(people, {
      at: repository,
      branch: query.revision ?? repository.defaultBranch,
    });
  }
}
