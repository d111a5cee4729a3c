import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { DeliveriesController } from './deliveries.controller.js';
import { HarController } from './har.controller.js';

@Module({ imports: [ForgeModule], controllers: [DeliveriesController, HarController] })
export class DeliveriesModule {}
