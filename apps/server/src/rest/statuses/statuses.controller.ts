import { Body, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import type { Repository, User } from '#domain';
import { CommitStatuses, MergeRules, Users, type CommitStatusRow } from '#forge';
import { Actor } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { Page } from '../shared/page.js';
import { RestController } from '../shared/rest-controller.js';
import { PageQuery, skipTake } from '../shared/schemas.js';
import {
  CombinedJson,
  combinedJson,
  StatusJson,
  statusJson,
  type StatusSurroundings,
} from './status-json.js';
import { CreateStatus } from './status-schemas.js';
import { Answers } from '../shared/answers.js';
import { Summary } from '../../http/described.js';

/**
 * Commit statuses, reported by CI tools. The reference lacks them; the paths are those of the older API and of
 * GitHub.
 */
@RestController('repos/:owner/:repo')
@RequireAccess('read')
export class StatusesController {
  constructor(
    private readonly statuses: CommitStatuses,
    private readonly rules: MergeRules,
    private readonly users: Users,
    private readonly links: PublicLinks,
  ) {}

  @Post('statuses/:sha')
  @Summary('Reports the status of a commit')
  @RequireAccess('push')
  @HttpCode(201)
  @Answers(StatusJson)
  async report(
    @Repo() repository: Repository,
    @Param('sha') revision: string,
    @Body({ schema: CreateStatus }) status: CreateStatus,
    @Actor() actor: User,
  ) {
    const row = await this.statuses.report(repository, revision, status, actor);
    return statusJson(row, await this.around(repository, [row]));
  }

  /** All of them, newest first. */
  @Get(['commits/:ref/statuses', 'statuses/:ref'])
  @Summary('Lists the statuses of a commit')
  @Answers(() => z.array(StatusJson()))
  async list(
    @Repo() repository: Repository,
    @Param('ref') revision: string,
    @Query({ schema: PageQuery }) page: PageQuery,
  ) {
    const { rows, total } = await this.statuses.list(repository, revision, skipTake(page));
    const around = await this.around(repository, rows);
    return new Page(
      rows.map((row) => statusJson(row, around)),
      { ...page, total },
    );
  }

  /** The newest status of each context, and the worst state of these. */
  @Get('commits/:ref/status')
  @Summary('Shows the combined status of a commit')
  @Answers(CombinedJson)
  async combined(
    @Repo() repository: Repository,
    @Param('ref') revision: string,
    @Query({ schema: PageQuery }) page: PageQuery,
  ) {
    const combined = await this.statuses.combined(repository, revision, skipTake(page));
    return combinedJson(combined, await this.around(repository, combined.rows));
  }

  private async around(at: Repository, rows: readonly CommitStatusRow[]): Promise<StatusSurroundings> {
    const rule = await this.rules.ofBranch(at, at.defaultBranch);
    const creators = await this.users.byIds(rows.map(({ creatorId }) => creatorId));
    return { at, rule, creators, links: this.links };
  }
}
