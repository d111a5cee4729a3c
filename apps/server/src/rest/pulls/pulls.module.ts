import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { FoundPullsController } from './found-pulls.controller.js';
import { PullsController } from './pulls.controller.js';
import { PullDiffController } from './pull-diff.controller.js';
import { PullLogController } from './pull-log.controller.js';
import { PullParticipantsController } from './pull-participants.controller.js';
import { PullReviewController } from './pull-review.controller.js';

@Module({
  imports: [ForgeModule],
  controllers: [
    PullParticipantsController,
    PullsController,
    PullDiffController,
    PullReviewController,
    PullLogController,
    FoundPullsController,
  ],
})
export class PullsModule {}
