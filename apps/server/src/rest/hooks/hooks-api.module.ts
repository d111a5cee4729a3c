import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { HooksModule } from '#webhooks';
import { HooksController } from './hooks.controller.js';

@Module({ imports: [ForgeModule, HooksModule], controllers: [HooksController] })
export class HooksApiModule {}
