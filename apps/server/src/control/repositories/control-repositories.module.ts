import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { CommitsController } from './commits.controller.js';
import { EnsuredRepositoriesController } from './ensured-repositories.controller.js';

@Module({ imports: [ForgeModule], controllers: [EnsuredRepositoriesController, CommitsController] })
export class ControlRepositoriesModule {}
