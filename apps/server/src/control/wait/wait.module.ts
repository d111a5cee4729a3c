import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { DeliverySearch } from './delivery-search.js';
import { WaitController } from './wait.controller.js';

@Module({
  imports: [ForgeModule],
  controllers: [WaitController],
  providers: [DeliverySearch],
  exports: [DeliverySearch],
})
export class WaitModule {}
