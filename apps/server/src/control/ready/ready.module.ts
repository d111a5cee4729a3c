import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { ReadyController } from './ready.controller.js';
import { SettleController } from './settle.controller.js';

@Module({ imports: [ForgeModule], controllers: [ReadyController, SettleController] })
export class ReadyModule {}
