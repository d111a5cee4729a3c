import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { ApplicationsController } from './applications.controller.js';

@Module({ imports: [ForgeModule], controllers: [ApplicationsController] })
export class ApplicationsModule {}
