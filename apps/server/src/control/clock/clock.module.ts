import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { ClockController } from './clock.controller.js';

@Module({ imports: [ForgeModule], controllers: [ClockController] })
export class ClockModule {}
