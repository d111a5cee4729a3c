import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { StatusWaitController } from './status-wait.controller.js';

@Module({ imports: [ForgeModule], controllers: [StatusWaitController] })
export class StatusWaitModule {}
