import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { EnterpriseIssuesController } from './enterprise-issues.controller.js';
import { IssueHistory } from './issue-history.js';
import { FoundIssuesController } from './found-issues.controller.js';
import { IssueLabelsController } from './issue-labels.controller.js';
import { IssueNotesController } from './issue-notes.controller.js';
import { IssueTypesController } from './issue-types.controller.js';
import { IssuesController } from './issues.controller.js';
import { PullIssuesController } from './pull-issues.controller.js';
import { RepositoryIssuesController } from './repository-issues.controller.js';
import { WrittenIssuesController } from './written-issues.controller.js';

@Module({
  imports: [ForgeModule],
  controllers: [
    IssueTypesController,
    WrittenIssuesController,
    IssueNotesController,
    IssuesController,
    RepositoryIssuesController,
    IssueLabelsController,
    PullIssuesController,
    FoundIssuesController,
    EnterpriseIssuesController,
  ],
  providers: [IssueHistory],
})
export class IssuesModule {}
