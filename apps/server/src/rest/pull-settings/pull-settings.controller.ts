import { Body, Get, Put } from '@nestjs/common';
import type { Repository } from '#domain';
import { Repositories, RepositorySettings } from '#forge';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { RestController } from '../shared/rest-controller.js';
import { PullSettingsJson, pullSettingsJson } from './pull-settings-json.js';
import { ChangePullSettings } from './pull-settings-schemas.js';
import { Answers } from '../shared/answers.js';
import { Summary } from '../../http/described.js';

@RestController('repos/:owner/:repo/pull_request_settings')
@RequireAccess('read')
export class PullSettingsController {
  constructor(
    private readonly repositories: Repositories,
    private readonly settings: RepositorySettings,
  ) {}

  @Get()
  @Summary('Shows the conditions of merges')
  @Answers(PullSettingsJson)
  async get(@Repo() repository: Repository) {
    const { merges } = await this.settings.of(repository);
    const changedAt = await this.settings.changedAt(repository);
    return pullSettingsJson(await this.repositories.details(repository), merges, changedAt);
  }

  @Put()
  @Summary('Changes the conditions of merges')
  @RequireAccess('administer')
  @Answers(PullSettingsJson)
  async change(
    @Repo() repository: Repository,
    @Body({ schema: ChangePullSettings }) changes: ChangePullSettings,
  ) {
    await this.settings.change(repository, 'merges', changes);
    return this.get(repository);
  }
}
