import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { OwnerPageController } from './owner-page.controller.js';
import { PagesController } from './pages.controller.js';

@Module({ imports: [ForgeModule], controllers: [PagesController, OwnerPageController] })
export class PagesModule {}
