import { Body, Get, Put } from '@nestjs/common';
import type { Repository } from '#domain';
import { Repositories, RepositorySettings } from '#forge';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { Answers } from '../shared/answers.js';
import { RestController } from '../shared/rest-controller.js';
import {
  PushSettingsJson,
  pushSettingsJson,
  RefSettingsJson,
  refSettingsJson,
  ReviewerJson,
  reviewerJson,
  SUCCESS,
  SuccessJson,
  TransitionJson,
  transitionJson,
} from './repository-settings-json.js';
import {
  ModuleSettings,
  PushSettings,
  RefSettings,
  ReviewerSettings,
  Transition,
} from './repository-settings-schemas.js';
import { Summary, Values } from '../../http/described.js';

/** The settings of a repository, except those of merges. */
@RestController('repos/:owner/:repo')
@RequireAccess('administer')
export class RepositorySettingsController {
  constructor(
    private readonly repositories: Repositories,
    private readonly settings: RepositorySettings,
  ) {}

  @Put('module/setting')
  @Summary('Turns modules of a repository on and off')
  @Values('kept')
  @Answers(SuccessJson)
  async changeModules(
    @Repo() repository: Repository,
    @Body({ schema: ModuleSettings }) changes: ModuleSettings,
  ) {
    await this.settings.change(repository, 'modules', changes);
    return SUCCESS;
  }

  @Get('repo_settings')
  @Summary('Shows settings of branches and tags')
  @RequireAccess('read')
  @Answers(RefSettingsJson)
  async refs(@Repo() repository: Repository) {
    return refSettingsJson((await this.settings.of(repository)).refs);
  }

  @Put('repo_settings')
  @Summary('Changes settings of branches and tags')
  @Answers(RefSettingsJson)
  async changeRefs(@Repo() repository: Repository, @Body({ schema: RefSettings }) changes: RefSettings) {
    const { refs } = await this.settings.change(repository, 'refs', changes);
    return refSettingsJson(refs);
  }

  @Get('push_config')
  @Summary('Shows the rules of pushes')
  @RequireAccess('read')
  @Answers(PushSettingsJson)
  async pushes(@Repo() repository: Repository) {
    return pushSettingsJson((await this.settings.of(repository)).pushes);
  }

  @Put('push_config')
  @Summary('Changes the rules of pushes')
  @Answers(PushSettingsJson)
  async changePushes(@Repo() repository: Repository, @Body({ schema: PushSettings }) changes: PushSettings) {
    const { pushes } = await this.settings.change(repository, 'pushes', changes);
    return pushSettingsJson(pushes);
  }

  @Get('transition')
  @Summary('Shows how members are managed')
  @Values('kept')
  @RequireAccess('read')
  @Answers(TransitionJson)
  async transition(@Repo() repository: Repository) {
    return transitionJson((await this.settings.of(repository)).members);
  }

  @Put('transition')
  @Summary('Changes how members are managed')
  @Values('kept')
  @Answers(SuccessJson)
  async changeTransition(@Repo() repository: Repository, @Body({ schema: Transition }) changes: Transition) {
    await this.settings.change(repository, 'members', changes);
    return SUCCESS;
  }

  @Put('reviewer')
  @Summary('Changes settings of reviews')
  @Values('kept')
  @Answers(ReviewerJson)
  async changeReviewer(
    @Repo() repository: Repository,
    @Body({ schema: ReviewerSettings }) changes: ReviewerSettings,
  ) {
    await this.settings.change(repository, 'reviewer', changes);
    const changedAt = await this.settings.changedAt(repository);
    return reviewerJson(await this.repositories.details(repository), changedAt);
  }
}
