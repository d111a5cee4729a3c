import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { CodePagesController } from './code-pages.controller.js';
import { OwnerPageController } from './owner-page.controller.js';
import { OwnPagesController } from './own-pages.controller.js';
import { PagesController } from './pages.controller.js';
import { AssetsController } from './shell/assets.controller.js';

@Module({
  imports: [ForgeModule],
  controllers: [
    AssetsController,
    OwnPagesController,
    PagesController,
    CodePagesController,
    OwnerPageController,
  ],
})
export class PagesModule {}
