import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { HooksModule } from '#webhooks';
import { CodePagesController } from './code/code-pages.controller.js';
import { CommitPageController } from './code/commit-page.controller.js';
import { HookPagesController } from './hooks/hook-pages.controller.js';
import { PageNotes } from './notes/page-notes.js';
import { OwnPagesController } from './own/own-pages.controller.js';
import { OwnerPageController } from './repositories/owner-page.controller.js';
import { RepositoryPageController } from './repositories/repository-page.controller.js';
import { AssetsController } from './shell/assets.controller.js';
import { IssuePagesController } from './work/issue-pages.controller.js';
import { MergeRequestPagesController } from './work/merge-request-pages.controller.js';
import { PlanningPagesController } from './work/planning-pages.controller.js';
import { ReleasePagesController } from './work/release-pages.controller.js';

@Module({
  imports: [ForgeModule, HooksModule],
  controllers: [
    AssetsController,
    OwnPagesController,
    RepositoryPageController,
    CodePagesController,
    CommitPageController,
    HookPagesController,
    MergeRequestPagesController,
    IssuePagesController,
    PlanningPagesController,
    ReleasePagesController,
    OwnerPageController,
  ],
  providers: [PageNotes],
})
export class PagesModule {}
