import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { StatusesController } from './statuses.controller.js';

@Module({ imports: [ForgeModule], controllers: [StatusesController] })
export class StatusesModule {}
