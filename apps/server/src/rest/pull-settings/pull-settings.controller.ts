import { Body, Get, Put } from '@nestjs/common';
import type { z } from 'zod';
import type { Repository } from '#domain';
import { MergeRules } from '#forge';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { RestController } from '../shared/rest-controller.js';
import { body, lenientBoolean, names } from '../shared/schemas.js';
import { pullSettingsJson } from './pull-settings-json.js';

const ChangePullSettings = body({
  only_allow_merge_if_pipeline_succeeds: lenientBoolean,
  required_contexts: names,
}).transform((fields) => ({
  needsPipeline: fields.only_allow_merge_if_pipeline_succeeds,
  requiredContexts: fields.required_contexts,
}));
type ChangePullSettings = z.output<typeof ChangePullSettings>;

@RestController('repos/:owner/:repo/pull_request_settings')
@RequireAccess('read')
export class PullSettingsController {
  constructor(private readonly rules: MergeRules) {}

  @Get()
  async get(@Repo() repository: Repository) {
    return pullSettingsJson(repository, await this.rules.of(repository));
  }

  @Put()
  @RequireAccess('administer')
  async change(
    @Repo() repository: Repository,
    @Body({ schema: ChangePullSettings }) changes: ChangePullSettings,
  ) {
    return pullSettingsJson(repository, await this.rules.change(repository, changes));
  }
}
