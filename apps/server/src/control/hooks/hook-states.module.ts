import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { HooksModule } from '#webhooks';
import { HookStatesController } from './hook-states.controller.js';

@Module({ imports: [ForgeModule, HooksModule], controllers: [HookStatesController] })
export class HookStatesModule {}
