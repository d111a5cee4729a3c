import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { RepositoriesModule } from '../repositories/repositories.module.js';
import { MembersController } from './members.controller.js';
import { NewOrganisationsController } from './new-organisations.controller.js';
import { OrganisationsController } from './organisations.controller.js';

@Module({
  imports: [ForgeModule, RepositoriesModule],
  controllers: [OrganisationsController, NewOrganisationsController, MembersController],
})
export class OrganisationsModule {}
