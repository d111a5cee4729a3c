import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { WaitModule } from '../wait/wait.module.js';
import { VerifyController } from './verify.controller.js';

@Module({ imports: [ForgeModule, WaitModule], controllers: [VerifyController] })
export class VerifyModule {}
