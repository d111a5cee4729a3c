import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { HooksModule } from '#webhooks';
import { ReadyController } from './ready.controller.js';
import { SettleController } from './settle.controller.js';
import { Settling } from './settling.js';

@Module({
  imports: [ForgeModule, HooksModule],
  controllers: [ReadyController, SettleController],
  providers: [Settling],
})
export class ReadyModule {}
