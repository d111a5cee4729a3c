import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { KeysController } from './keys.controller.js';

@Module({ imports: [ForgeModule], controllers: [KeysController] })
export class KeysModule {}
