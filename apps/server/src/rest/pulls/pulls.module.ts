import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
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
  ],
})
export class PullsModule {}
