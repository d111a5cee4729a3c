import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { CommitPatchesController } from './commit-patches.controller.js';
import { CommitsController } from './commits.controller.js';

@Module({ imports: [ForgeModule], controllers: [CommitsController, CommitPatchesController] })
export class CommitsModule {}
