import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { OrganisationRepositoriesController } from './organisation-repositories.controller.js';
import { RepositoryExtrasController } from './repository-extras.controller.js';
import { RepositorySettingsController } from './repository-settings.controller.js';

@Module({
  imports: [ForgeModule],
  controllers: [RepositorySettingsController, RepositoryExtrasController, OrganisationRepositoriesController],
})
export class RepositorySettingsModule {}
