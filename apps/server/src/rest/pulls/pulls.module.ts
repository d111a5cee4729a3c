import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { PullsController } from './pulls.controller.js';
import { PullDiffController } from './pull-diff.controller.js';
import { PullReviewController } from './pull-review.controller.js';

@Module({ imports: [ForgeModule], controllers: [PullsController, PullDiffController, PullReviewController] })
export class PullsModule {}
