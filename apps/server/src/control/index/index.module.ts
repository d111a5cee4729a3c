import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { IndexController } from './index.controller.js';

@Module({ imports: [ForgeModule], controllers: [IndexController] })
export class IndexModule {}
