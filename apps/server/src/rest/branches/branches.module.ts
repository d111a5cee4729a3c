import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { BranchesController } from './branches.controller.js';

@Module({ imports: [ForgeModule], controllers: [BranchesController] })
export class BranchesModule {}
