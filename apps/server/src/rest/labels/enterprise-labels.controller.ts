import { Controller, Get, Param, Query, UseGuards } from '@nestjs/common';
import { z } from 'zod';
import type { User } from '#domain';
import { Labels, Repositories } from '#forge';
import { Actor, Authenticated } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { Answers } from '../shared/answers.js';
import { labelUrl } from '../shared/json/label-json.js';
import { Page } from '../shared/page.js';
import { skipTake } from '../shared/schemas.js';
import { LabelJson, labelJson } from './label-json.js';
import { LabelList } from './label-schemas.js';
import { Summary } from '../../http/described.js';

/** The labels of all repositories of an owner. The reference has them under two versions. */
@Controller(['api/v5/enterprises/:enterprise/labels', 'api/v8/enterprises/:enterprise/labels'])
@UseGuards(Authenticated)
export class EnterpriseLabelsController {
  constructor(
    private readonly labels: Labels,
    private readonly repositories: Repositories,
    private readonly links: PublicLinks,
  ) {}

  @Get()
  @Summary("Lists the labels of an owner's repositories")
  @Answers(() => z.array(LabelJson()))
  async list(
    @Param('enterprise') owner: string,
    @Query({ schema: LabelList }) { page, filter }: LabelList,
    @Actor() actor: User,
  ) {
    const { rows, total } = await this.labels.ofOwner(owner, filter, actor, skipTake(page));
    const items = rows.map(async (row) => {
      const at = await this.repositories.byId(row.repositoryId);
      return labelJson(row, at === null ? '' : labelUrl(row.name, at, this.links));
    });
    return new Page(await Promise.all(items), { ...page, total });
  }
}
