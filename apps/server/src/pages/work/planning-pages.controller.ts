import { Controller, Get, Param } from '@nestjs/common';
import { fullName, type Repository } from '#domain';
import { Labels, Milestones } from '#forge';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { MilestoneNumber } from '../../rest/milestones/milestone-schemas.js';
import { WebPage } from '../shell/web-page.js';
import { labelsPage, milestonePage, milestonesPage } from './work-page-text.js';

const MOST = { skip: 0, take: 1_000 };

/** What issues and merge requests are sorted by: the labels and milestones of a repository. */
@Controller(':owner/:repo')
@RequireAccess('read')
export class PlanningPagesController {
  constructor(
    private readonly labelList: Labels,
    private readonly milestoneList: Milestones,
  ) {}

  @Get('labels')
  @WebPage()
  async labels(@Repo() repository: Repository) {
    const { rows, total } = await this.labelList.list(repository, MOST);
    return labelsPage(fullName(repository), rows, total);
  }

  @Get('milestones')
  @WebPage()
  async milestones(@Repo() repository: Repository) {
    const order = { sort: 'created', direction: 'ASC' } as const;
    const { rows, total } = await this.milestoneList.list(repository, order, MOST);
    return milestonesPage(fullName(repository), rows, total);
  }

  @Get('milestones/:number')
  @WebPage()
  async milestone(
    @Repo() repository: Repository,
    @Param({ schema: MilestoneNumber }) { number }: MilestoneNumber,
  ) {
    const row = await this.milestoneList.get(repository, number);
    return milestonePage(fullName(repository), row, await this.milestoneList.progress(row));
  }
}
