import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { PagesController } from './pages.controller.js';

@Module({ imports: [ForgeModule], controllers: [PagesController] })
export class PagesModule {}
