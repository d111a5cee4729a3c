import { Body, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import type { Repository } from '#domain';
import { Labels } from '#forge';
import { PublicLinks } from '../../http/public-links.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { Answers } from '../shared/answers.js';
import { labelUrl } from '../shared/json/label-json.js';
import { Page } from '../shared/page.js';
import { RestController } from '../shared/rest-controller.js';
import { PageQuery, skipTake } from '../shared/schemas.js';
import { LabelJson, labelJson } from './label-json.js';
import { ChangeLabel, CreateLabel, LabelName } from './label-schemas.js';
import { Summary } from '../../http/described.js';

/** The labels of a repository, for its issues and its merge requests. */
@RestController('repos/:owner/:repo/labels')
@RequireAccess('read')
export class LabelsController {
  constructor(
    private readonly labels: Labels,
    private readonly links: PublicLinks,
  ) {}

  @Get()
  @Summary('Lists labels')
  @Answers(() => z.array(LabelJson()))
  async list(@Repo() at: Repository, @Query({ schema: PageQuery }) page: PageQuery) {
    const { rows, total } = await this.labels.list(at, skipTake(page));
    return new Page(
      rows.map((row) => labelJson(row, labelUrl(row.name, at, this.links))),
      { ...page, total },
    );
  }

  @Post()
  @Summary('Creates a label')
  @RequireAccess('push')
  @HttpCode(200)
  @Answers(LabelJson)
  async create(@Repo() at: Repository, @Body({ schema: CreateLabel }) label: CreateLabel) {
    return labelJson(await this.labels.create(at, label), labelUrl(label.name, at, this.links));
  }

  @Get(':name')
  @Summary('Shows a label')
  @Answers(LabelJson)
  async get(@Repo() at: Repository, @Param({ schema: LabelName }) { name }: LabelName) {
    return labelJson(await this.labels.get(at, name), labelUrl(name, at, this.links));
  }

  @Patch(':name')
  @Summary('Changes a label')
  @RequireAccess('push')
  @Answers(LabelJson)
  async change(
    @Repo() at: Repository,
    @Param({ schema: LabelName }) { name }: LabelName,
    @Body({ schema: ChangeLabel }) choices: ChangeLabel,
  ) {
    const row = await this.labels.change(at, name, choices);
    return labelJson(row, labelUrl(row.name, at, this.links));
  }

  @Delete(':name')
  @Summary('Deletes a label')
  @RequireAccess('push')
  @HttpCode(204)
  async remove(@Repo() at: Repository, @Param({ schema: LabelName }) { name }: LabelName) {
    await this.labels.delete(at, name);
  }
}
