import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { RepositoriesModule } from '../repositories/repositories.module.js';
import { SearchController } from './search.controller.js';

@Module({ imports: [ForgeModule, RepositoriesModule], controllers: [SearchController] })
export class SearchModule {}
