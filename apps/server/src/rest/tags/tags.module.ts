import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { ProtectedTagsController } from './protected-tags.controller.js';
import { TagsController } from './tags.controller.js';

@Module({ imports: [ForgeModule], controllers: [TagsController, ProtectedTagsController] })
export class TagsModule {}
