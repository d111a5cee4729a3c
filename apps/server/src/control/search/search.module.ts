import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { GitModule } from '#git';
import { FoundCommits } from './found-commits.js';
import { FoundWork } from './found-work.js';
import { SearchController } from './search.controller.js';

@Module({
  imports: [ForgeModule, GitModule],
  controllers: [SearchController],
  providers: [FoundCommits, FoundWork],
})
export class ControlSearchModule {}
