import { Body, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import type { Repository } from '#domain';
import { Milestones, type MilestoneRow } from '#forge';
import { PublicLinks } from '../../http/public-links.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { Answers } from '../shared/answers.js';
import { Page } from '../shared/page.js';
import { RestController } from '../shared/rest-controller.js';
import { skipTake } from '../shared/schemas.js';
import { MilestoneJson, milestoneJson } from './milestone-json.js';
import { ChangeMilestone, CreateMilestone, MilestoneList, MilestoneNumber } from './milestone-schemas.js';
import { Summary } from '../../http/described.js';

@RestController('repos/:owner/:repo/milestones')
@RequireAccess('read')
export class MilestonesController {
  constructor(
    private readonly milestones: Milestones,
    private readonly links: PublicLinks,
  ) {}

  @Get()
  @Summary('Lists milestones')
  @Answers(() => z.array(MilestoneJson()))
  async list(@Repo() at: Repository, @Query({ schema: MilestoneList }) { page, filter }: MilestoneList) {
    const { rows, total } = await this.milestones.list(at, filter, skipTake(page));
    return new Page(await Promise.all(rows.map((row) => this.shown(row, at))), { ...page, total });
  }

  @Post()
  @Summary('Creates a milestone')
  @RequireAccess('push')
  @HttpCode(200)
  @Answers(MilestoneJson)
  async create(@Repo() at: Repository, @Body({ schema: CreateMilestone }) milestone: CreateMilestone) {
    return this.shown(await this.milestones.create(at, milestone), at);
  }

  @Get(':number')
  @Summary('Shows a milestone')
  @Answers(MilestoneJson)
  async get(@Repo() at: Repository, @Param({ schema: MilestoneNumber }) { number }: MilestoneNumber) {
    return this.shown(await this.milestones.get(at, number), at);
  }

  @Patch(':number')
  @Summary('Changes a milestone')
  @RequireAccess('push')
  @Answers(MilestoneJson)
  async change(
    @Repo() at: Repository,
    @Param({ schema: MilestoneNumber }) { number }: MilestoneNumber,
    @Body({ schema: ChangeMilestone }) choices: ChangeMilestone,
  ) {
    return this.shown(await this.milestones.change(at, number, choices), at);
  }

  @Delete(':number')
  @Summary('Deletes a milestone')
  @RequireAccess('push')
  @HttpCode(204)
  async remove(@Repo() at: Repository, @Param({ schema: MilestoneNumber }) { number }: MilestoneNumber) {
    await this.milestones.delete(at, number);
  }

  private async shown(row: MilestoneRow, at: Repository): Promise<MilestoneJson> {
    return milestoneJson(row, await this.milestones.progress(row), at, this.links);
  }
}
