import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { CollaboratorsController } from './collaborators.controller.js';

@Module({ imports: [ForgeModule], controllers: [CollaboratorsController] })
export class CollaboratorsModule {}
