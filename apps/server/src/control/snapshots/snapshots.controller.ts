import { Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { NeverPaused } from '../../http/route-pause.js';
import { GRACE_MS, Snapshots } from '../../snapshots/snapshots.js';
import { ControlController } from '../shared/control-controller.js';
import { ReplacedJson, replacedJson, SnapshotJson, snapshotJson } from './snapshot-json.js';
import { Grace, SnapshotName } from './snapshot-schemas.js';
import { Answers } from '../../rest/shared/answers.js';
import { ItemsJson } from '../shared/json-schemas.js';
import { Summary } from '../../http/described.js';

/** Copies of rows and repositories, in the data folder. */
@ControlController('snapshots')
export class SnapshotsController {
  constructor(private readonly snapshots: Snapshots) {}

  /** By name. */
  @Get()
  @Summary('Lists the snapshots')
  @Answers(() => ItemsJson(SnapshotJson()))
  list() {
    return { items: this.snapshots.list().map(snapshotJson) };
  }

  /** Replaces a snapshot of the same name. */
  @Post(':name')
  @Summary('Takes a snapshot')
  @HttpCode(201)
  @NeverPaused()
  @Answers(SnapshotJson)
  async take(
    @Param({ schema: SnapshotName }) name: SnapshotName,
    @Query({ schema: Grace }) { grace = GRACE_MS }: Grace,
  ) {
    return snapshotJson(await this.snapshots.take(name, grace));
  }

  @Post(':name/restore')
  @Summary('Restores a snapshot')
  @HttpCode(200)
  @NeverPaused()
  @Answers(ReplacedJson)
  async restore(
    @Param({ schema: SnapshotName }) name: SnapshotName,
    @Query({ schema: Grace }) { grace = GRACE_MS }: Grace,
  ) {
    return replacedJson(await this.snapshots.restore(name, grace));
  }

  @Delete(':name')
  @Summary('Deletes a snapshot')
  @HttpCode(204)
  @NeverPaused()
  async delete(@Param({ schema: SnapshotName }) name: SnapshotName): Promise<void> {
    await this.snapshots.delete(name);
  }
}
