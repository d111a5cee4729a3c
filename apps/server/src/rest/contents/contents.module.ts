import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { FilesModule } from '../../files/files.module.js';
import { ArchivesController } from './archives.controller.js';
import { ContentsController } from './contents.controller.js';
import { GitDataController } from './git-data.controller.js';
import { RawController } from './raw.controller.js';

@Module({
  imports: [ForgeModule, FilesModule],
  controllers: [ArchivesController, ContentsController, GitDataController, RawController],
})
export class ContentsModule {}
