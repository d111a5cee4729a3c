import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { CommitsController } from './commits.controller.js';

@Module({ imports: [ForgeModule], controllers: [CommitsController] })
export class CommitsModule {}
