import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { CommitNotesController } from './commit-notes.controller.js';
import { DiscussionsController } from './discussions.controller.js';
import { PullNotesController } from './pull-notes.controller.js';

@Module({
  imports: [ForgeModule],
  controllers: [CommitNotesController, PullNotesController, DiscussionsController],
})
export class NotesModule {}
