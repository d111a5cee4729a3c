import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { HooksModule } from '#webhooks';
import { CodePagesController } from './code-pages.controller.js';
import { HookPagesController } from './hook-pages.controller.js';
import { OwnerPageController } from './owner-page.controller.js';
import { OwnPagesController } from './own-pages.controller.js';
import { PagesController } from './pages.controller.js';
import { AssetsController } from './shell/assets.controller.js';
import { WorkPagesController } from './work-pages.controller.js';

@Module({
  imports: [ForgeModule, HooksModule],
  controllers: [
    AssetsController,
    OwnPagesController,
    PagesController,
    CodePagesController,
    HookPagesController,
    WorkPagesController,
    OwnerPageController,
  ],
})
export class PagesModule {}
