import { Module } from '@nestjs/common';
import { ForgeModule } from '#forge';
import { ResetController } from './reset.controller.js';
import { SnapshotsController } from './snapshots.controller.js';

@Module({ imports: [ForgeModule], controllers: [ResetController, SnapshotsController] })
export class SnapshotsApiModule {}
