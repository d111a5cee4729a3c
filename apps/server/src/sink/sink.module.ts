import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { SinkController } from './sink.controller.js';
import { Sinks } from './sinks.js';

@Module({ imports: [ForgeModule], providers: [Sinks], controllers: [SinkController] })
export class SinkModule {}
