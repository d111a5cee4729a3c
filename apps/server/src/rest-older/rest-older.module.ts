import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { OlderPullNotesController } from './pulls/pull-notes.controller.js';
import { OlderPullsController } from './pulls/pulls.controller.js';
import { OlderRepositoriesController } from './repositories/repositories.controller.js';
import { CheckRunsController } from './statuses/check-runs.controller.js';
import { OlderStatusesController } from './statuses/statuses.controller.js';
import { OlderUserController } from './users/user.controller.js';

/** The API of 2023, which has no prefix: a second face of what `/api/v5` shows, with an envelope of its own. */
@Module({
  imports: [ForgeModule],
  controllers: [
    OlderUserController,
    OlderRepositoriesController,
    OlderStatusesController,
    CheckRunsController,
    OlderPullsController,
    OlderPullNotesController,
  ],
})
export class RestOlderModule {}
