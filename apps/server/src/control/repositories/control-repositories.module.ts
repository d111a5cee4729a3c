import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { RepositoriesModule } from '../../rest/repositories/repositories.module.js';
import { CommitsController } from './commits.controller.js';
import { ComparisonsController } from './comparisons.controller.js';
import { ConflictsController } from './conflicts.controller.js';
import { EnsuredRepositoriesController } from './ensured-repositories.controller.js';
import { KnownRepositoriesController } from './known-repositories.controller.js';
import { RefsController } from './refs.controller.js';

@Module({
  imports: [ForgeModule, RepositoriesModule],
  controllers: [
    KnownRepositoriesController,
    EnsuredRepositoriesController,
    CommitsController,
    ConflictsController,
    ComparisonsController,
    RefsController,
  ],
})
export class ControlRepositoriesModule {}
