import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { TagsController } from './tags.controller.js';

@Module({ imports: [ForgeModule], controllers: [TagsController] })
export class TagsModule {}
