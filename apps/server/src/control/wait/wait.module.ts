import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { WaitController } from './wait.controller.js';

@Module({ imports: [ForgeModule], controllers: [WaitController] })
export class WaitModule {}
