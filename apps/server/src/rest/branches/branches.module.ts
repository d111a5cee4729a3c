import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { BranchRulesController } from './branch-rules.controller.js';
import { BranchesController } from './branches.controller.js';

@Module({ imports: [ForgeModule], controllers: [BranchesController, BranchRulesController] })
export class BranchesModule {}
