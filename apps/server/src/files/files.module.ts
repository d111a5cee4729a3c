import { Module } from '@nestjs/common';
import { GitModule } from '#git';
import { ForgeModule } from '#forge';
import { ArchiveFiles } from './archive-files.js';
import { FileBytes } from './file-bytes.js';
import { FilesController } from './files.controller.js';
import { MergeRequestPatchesController } from './merge-request-patches.controller.js';

/** Files and archives at the web addresses in answers. */
@Module({
  imports: [ForgeModule, GitModule],
  providers: [FileBytes, ArchiveFiles],
  controllers: [FilesController, MergeRequestPatchesController],
  exports: [FileBytes, ArchiveFiles],
})
export class FilesModule {}
