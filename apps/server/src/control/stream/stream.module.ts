import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { StreamController } from './stream.controller.js';

@Module({ imports: [ForgeModule], controllers: [StreamController] })
export class StreamModule {}
