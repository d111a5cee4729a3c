import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { MissesController } from './misses.controller.js';

@Module({ imports: [ForgeModule], controllers: [MissesController] })
export class MissesModule {}
