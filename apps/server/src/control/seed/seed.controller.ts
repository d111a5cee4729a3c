import { Body, Put, Query } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { z } from 'zod';
import { Reseeding } from '../../seed/reseeding.js';
import { ControlController } from '../shared/control-controller.js';
import { ReplacedJson, replacedJson } from '../snapshots/snapshot-json.js';
import { Grace } from '../snapshots/snapshot-schemas.js';
import { Answers } from '../../rest/shared/answers.js';
import { Summary } from '../../http/described.js';

const EMPTY = 'the body must be a seed, in YAML or JSON';
const SeedText = z.string(EMPTY).min(1, EMPTY);

@ControlController('seed')
export class SeedController {
  constructor(private readonly reseeding: Reseeding) {}

  /** Replaces everything by a seed, to which later resets return. */
  @Put()
  @Summary('Replaces everything by a seed')
  // Combines `LargeBody` and `NeverPaused`: a route has one configuration.
  @RouteConfig({ hasLargeBody: true, pause: 'never' })
  @Answers(ReplacedJson)
  async replace(@Body({ schema: SeedText }) text: string, @Query({ schema: Grace }) { grace }: Grace) {
    return replacedJson(await this.reseeding.replace(text, grace));
  }
}
