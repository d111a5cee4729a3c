import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { ForksController } from './forks.controller.js';

@Module({ imports: [ForgeModule], controllers: [ForksController] })
export class ForksModule {}
