import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { PullSettingsController } from './pull-settings.controller.js';

@Module({ imports: [ForgeModule], controllers: [PullSettingsController] })
export class PullSettingsModule {}
