import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DispatcherModule } from '#dispatcher';
import { ForgeModule } from '#forge';
import { HooksModule } from '#webhooks';
import { CoreModule, type ServerStart } from './core.module.js';
import { ControlModule } from './control/control.module.js';
import { dataSourceOptions } from './database/data-source-options.js';
import { GitController } from './git-http/git.controller.js';
import { CommitNotesController } from './rest/notes/commit-notes.controller.js';
import { ForksController } from './rest/forks/forks.controller.js';
import { PullsController } from './rest/pulls/pulls.controller.js';
import { PullDiffController } from './rest/pulls/pull-diff.controller.js';
import { PullNotesController } from './rest/notes/pull-notes.controller.js';
import { PullReviewController } from './rest/pulls/pull-review.controller.js';
import { PagesController } from './pages/pages.controller.js';
import { BranchesController } from './rest/branches/branches.controller.js';
import { CollaboratorsController } from './rest/collaborators/collaborators.controller.js';
import { CommitsController } from './rest/commits/commits.controller.js';
import { HooksController } from './rest/hooks/hooks.controller.js';
import { RepositoriesController } from './rest/repositories/repositories.controller.js';
import { TagsController } from './rest/tags/tags.controller.js';
import { UserController } from './rest/users/user.controller.js';
import { SinkModule } from './sink/sink.module.js';

@Module({})
export class AppModule {
  static with(start: ServerStart): DynamicModule {
    const { settings, place } = start;
    return {
      module: AppModule,
      imports: [
        TypeOrmModule.forRoot({
          ...dataSourceOptions({
            dataFolder: place.dataFolder,
            isEphemeral: settings.data === null,
            lockWaitMs: settings.lockWaitMs,
          }),
          retryAttempts: 0,
        }),
        CoreModule.with(start),
        ForgeModule,
        HooksModule,
        DispatcherModule,
        ControlModule,
        SinkModule,
      ],
      controllers: [
        GitController,
        HooksController,
        RepositoriesController,
        BranchesController,
        TagsController,
        CommitsController,
        CommitNotesController,
        ForksController,
        PullsController,
        PullDiffController,
        PullNotesController,
        PullReviewController,
        CollaboratorsController,
        UserController,
        PagesController,
      ],
    };
  }
}
