import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { EventsController } from './events.controller.js';

@Module({ imports: [ForgeModule], controllers: [EventsController] })
export class EventsModule {}
