import { Get, Param } from '@nestjs/common';
import { Organisations } from '#forge';
import { Answers } from '../shared/answers.js';
import { RestController } from '../shared/rest-controller.js';
import { ISSUE_TYPES, IssueTypesJson } from './json/issue-types-json.js';
import { Summary } from '../../http/described.js';

/** The types of an organisation's issues, and their states. */
@RestController('orgs/:org/issue/extend/settings')
export class IssueTypesController {
  constructor(private readonly organisations: Organisations) {}

  @Get()
  @Summary('Lists the kinds of issues')
  @Answers(IssueTypesJson)
  async list(@Param('org') path: string) {
    await this.organisations.namespace(path);
    return ISSUE_TYPES;
  }
}
