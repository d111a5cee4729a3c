import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { SinkListController } from './sink-list.controller.js';
import { SinkController } from './sink.controller.js';
import { Sinks } from './sinks.js';

@Module({ imports: [ForgeModule], providers: [Sinks], controllers: [SinkListController, SinkController] })
export class SinkModule {}
