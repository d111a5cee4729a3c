import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { AttachmentsController } from './attachments.controller.js';
import { DownloadsController } from './downloads.controller.js';
import { ReleasesController } from './releases.controller.js';
import { UploadsController } from './uploads.controller.js';

@Module({
  imports: [ForgeModule],
  controllers: [ReleasesController, AttachmentsController, UploadsController, DownloadsController],
})
export class ReleasesModule {}
