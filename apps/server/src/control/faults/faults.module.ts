import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { FaultsController } from './faults.controller.js';

@Module({ imports: [ForgeModule], controllers: [FaultsController] })
export class FaultsModule {}
