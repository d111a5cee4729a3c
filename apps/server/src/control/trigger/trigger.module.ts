import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { HooksModule } from '#webhooks';
import { TriggerController } from './trigger.controller.js';
import { Trigger } from './trigger.js';

@Module({ imports: [ForgeModule, HooksModule], controllers: [TriggerController], providers: [Trigger] })
export class TriggerModule {}
