import { Body, HttpCode, Post } from '@nestjs/common';
import type { User } from '#domain';
import { RepositoryAccess } from '#forge';
import { Actor } from '../../http/actor.js';
import { DeliverySummary, deliverySummary } from '../deliveries/delivery-json.js';
import { ControlController } from '../shared/control-controller.js';
import { TriggerOrder } from './trigger-schema.js';
import { Trigger } from './trigger.js';
import { Answers } from '../../rest/shared/answers.js';
import { ItemsJson } from '../shared/json-schemas.js';
import { Summary } from '../../http/described.js';
import { RequireTrigger } from './require-trigger.js';

@ControlController('trigger')
export class TriggerController {
  constructor(
    private readonly trigger: Trigger,
    private readonly access: RepositoryAccess,
  ) {}

  /** Answers with the deliveries as soon as they are recorded; they are sent like any other. */
  @Post()
  @Summary('Delivers an event that has not happened')
  @RequireTrigger()
  @Answers(() => ItemsJson(DeliverySummary()))
  @HttpCode(202)
  async deliver(
    @Body({ schema: TriggerOrder }) { repository: at, ...order }: TriggerOrder,
    @Actor() user: User,
  ) {
    const repository = await this.access.find(at, user, 'administer');
    const deliveries = await this.trigger.deliver({ ...order, repository, user });
    return { items: deliveries.map(deliverySummary) };
  }
}
