import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { MilestonesController } from './milestones.controller.js';

@Module({ imports: [ForgeModule], controllers: [MilestonesController] })
export class MilestonesModule {}
