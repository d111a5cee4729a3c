import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { Activities } from './activities.js';
import { RepositoryEventsController } from './repository-events.controller.js';
import { UserEventsController } from './user-events.controller.js';

@Module({
  imports: [ForgeModule],
  providers: [Activities],
  controllers: [RepositoryEventsController, UserEventsController],
})
export class EventsApiModule {}
