import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { FilesModule } from '../../files/files.module.js';
import { ArchivesController } from './archives.controller.js';
import { ContentsController } from './contents.controller.js';
import { FileContents } from './file-contents.js';
import { GitDataController } from './git-data.controller.js';
import { RawController } from './raw.controller.js';

@Module({
  imports: [ForgeModule, FilesModule],
  providers: [FileContents],
  controllers: [ArchivesController, ContentsController, GitDataController, RawController],
  exports: [FileContents],
})
export class ContentsModule {}
