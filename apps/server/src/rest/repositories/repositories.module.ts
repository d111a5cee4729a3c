import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { HooksModule } from '#webhooks';
import { ListedRepositories } from './listed-repositories.js';
import { RepositoriesController } from './repositories.controller.js';
import { RepositoryChangesController } from './repository-changes.controller.js';

@Module({
  imports: [ForgeModule, HooksModule],
  controllers: [RepositoryChangesController, RepositoriesController],
  providers: [ListedRepositories],
  exports: [ListedRepositories],
})
export class RepositoriesModule {}
