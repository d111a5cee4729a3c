import { HttpCode, Post, Query } from '@nestjs/common';
import { NeverPaused } from '../../http/route-pause.js';
import { GRACE_MS, Snapshots } from '../../snapshots/snapshots.js';
import { ControlController } from '../shared/control-controller.js';
import { ReplacedJson, replacedJson } from './snapshot-json.js';
import { Grace } from './snapshot-schemas.js';
import { Answers } from '../../rest/shared/answers.js';
import { Summary } from '../../http/described.js';

@ControlController('reset')
export class ResetController {
  constructor(private readonly snapshots: Snapshots) {}

  /** Restores the initial rows, repositories and clock; removes faults, empties sinks. */
  @Post()
  @Summary("Restores the state of the server's start")
  @HttpCode(200)
  @NeverPaused()
  @Answers(ReplacedJson)
  async reset(@Query({ schema: Grace }) { grace = GRACE_MS }: Grace) {
    return replacedJson(await this.snapshots.reset(grace));
  }
}
