import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { HooksModule } from '#webhooks';
import { RepositoriesController } from './repositories.controller.js';

@Module({ imports: [ForgeModule, HooksModule], controllers: [RepositoriesController] })
export class RepositoriesModule {}
