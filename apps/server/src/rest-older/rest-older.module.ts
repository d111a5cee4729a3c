import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { ContentsModule } from '../rest/contents/contents.module.js';
import { OlderContentsController } from './contents/contents.controller.js';
import { OlderTreesController } from './contents/trees.controller.js';
import { OlderIssueAssigneesController } from './issues/issue-assignees.controller.js';
import { OlderIssueNotesController } from './issues/issue-notes.controller.js';
import { OlderIssuesController } from './issues/issues.controller.js';
import { OlderPullNotesController } from './pulls/pull-notes.controller.js';
import { OlderPullsController } from './pulls/pulls.controller.js';
import { OlderRepositoriesController } from './repositories/repositories.controller.js';
import { OlderRepositoryListsController } from './repositories/repository-lists.controller.js';
import { CheckRunsController } from './statuses/check-runs.controller.js';
import { OlderStatusesController } from './statuses/statuses.controller.js';
import { OlderUserController } from './users/user.controller.js';

/** The API of 2023, which has no prefix and an envelope of its own; it shows the same data as `/api/v5`. */
@Module({
  imports: [ForgeModule, ContentsModule],
  controllers: [
    OlderUserController,
    OlderRepositoryListsController,
    OlderRepositoriesController,
    OlderContentsController,
    OlderTreesController,
    OlderStatusesController,
    CheckRunsController,
    OlderPullsController,
    OlderPullNotesController,
    OlderIssueNotesController,
    OlderIssuesController,
    OlderIssueAssigneesController,
  ],
})
export class RestOlderModule {}
