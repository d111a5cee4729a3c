import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { CommitStatisticsController } from './commit-statistics.controller.js';
import { StatisticsController } from './statistics.controller.js';

@Module({ imports: [ForgeModule], controllers: [StatisticsController, CommitStatisticsController] })
export class StatisticsModule {}
