import { Body, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import type { Repository } from '#domain';
import { CheckRuns, type CheckRunRow } from '#forge';
import { PublicLinks } from '../../http/public-links.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { PathId, skipTake } from '../../rest/shared/schemas.js';
import { OlderController } from '../shared/older-controller.js';
import { CheckRunJson, checkRunJson, CheckRunsJson } from './check-run-json.js';
import { ChangeCheckRun, CheckRunList, CreateCheckRun } from './check-run-schemas.js';
import { Answers } from '../../rest/shared/answers.js';
import { Summary } from '../../http/described.js';

/** Only the older API has check runs; here they are the same below `/api/v5`. */
@OlderController('repos/:owner/:repo', 'api/v5/repos/:owner/:repo')
@RequireAccess('read')
export class CheckRunsController {
  constructor(
    private readonly runs: CheckRuns,
    private readonly links: PublicLinks,
  ) {}

  @Post('check-runs')
  @Summary('Starts a check run')
  @Answers(CheckRunJson)
  @RequireAccess('push')
  @HttpCode(201)
  async create(@Repo() repository: Repository, @Body({ schema: CreateCheckRun }) run: CreateCheckRun) {
    return this.json(repository)(await this.runs.create(repository, run));
  }

  @Get('check-runs')
  @Summary('Lists check runs')
  @Answers(CheckRunsJson)
  async list(
    @Repo() repository: Repository,
    @Query({ schema: CheckRunList }) { filter, page }: CheckRunList,
  ) {
    const { rows, total } = await this.runs.list(repository, filter, skipTake(page));
    return { total_count: total, check_runs: rows.map(this.json(repository)) };
  }

  @Get('commits/:ref/check-runs')
  @Summary('Lists the check runs of a commit')
  @Answers(CheckRunsJson)
  async listOfCommit(
    @Repo() repository: Repository,
    @Param('ref') revision: string,
    @Query({ schema: CheckRunList }) { filter, page }: CheckRunList,
  ) {
    const { rows, total } = await this.runs.list(repository, { ...filter, revision }, skipTake(page));
    return { total_count: total, check_runs: rows.map(this.json(repository)) };
  }

  @Get('check-runs/:id')
  @Summary('Shows a check run')
  @Answers(CheckRunJson)
  async get(@Repo() repository: Repository, @Param({ schema: PathId }) { id }: PathId) {
    return this.json(repository)(await this.runs.get(repository, id));
  }

  @Patch('check-runs/:id')
  @Summary('Changes a check run')
  @Answers(CheckRunJson)
  @RequireAccess('push')
  async change(
    @Repo() repository: Repository,
    @Param({ schema: PathId }) { id }: PathId,
    @Body({ schema: ChangeCheckRun }) changes: ChangeCheckRun,
  ) {
    return this.json(repository)(await this.runs.change(repository, id, changes));
  }

  private json(at: Repository) {
    const base = this.links.api(`/repos/${at.owner}/${at.path}/check-runs`);
    return (run: CheckRunRow) => checkRunJson(run, { at, url: `${base}/${run.id}`, links: this.links });
  }
}
