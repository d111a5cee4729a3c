import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { LabelsController } from './labels.controller.js';
import { EnterpriseLabelsController } from './enterprise-labels.controller.js';

@Module({
  imports: [ForgeModule],
  controllers: [LabelsController, EnterpriseLabelsController],
})
export class LabelsModule {}
