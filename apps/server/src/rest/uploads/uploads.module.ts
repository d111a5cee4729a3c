import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { UploadedFilesController } from './uploaded-files.controller.js';
import { UploadsController } from './uploads.controller.js';

@Module({ imports: [ForgeModule], controllers: [UploadsController, UploadedFilesController] })
export class UploadsModule {}
