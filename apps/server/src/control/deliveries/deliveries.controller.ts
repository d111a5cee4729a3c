import { Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { DeliveryLog, Redelivery, PayloadBodies, type DeliveryRow } from '#dispatcher';
import { ForgeError, quoted } from '#domain';
import { ControlController } from '../shared/control-controller.js';
import { cursorPage } from '../shared/cursor-page.js';
import { curlPieces } from './curl-command.js';
import {
  DeliveryJson,
  deliveryPieces,
  DeliverySummary,
  deliverySummary,
  ListedDelivery,
  listedDelivery,
} from './delivery-json.js';
import { SchemaCheckJson, schemaCheck } from './schema-check.js';
import { DeliveryQuery, RedeliveryQuery } from './delivery-query.js';
import { JSON_TYPE, textStream } from '../shared/text-stream.js';
import { Answers, AnswersIn } from '../../rest/shared/answers.js';
import { CursorPageJson } from '../shared/json-schemas.js';
import { Summary } from '../../http/described.js';

const RedeliveredJson = () => z.strictObject({ redelivered: z.int() });

@ControlController('deliveries')
export class DeliveriesController {
  constructor(
    private readonly log: DeliveryLog,
    private readonly bodies: PayloadBodies,
    private readonly redelivery: Redelivery,
  ) {}

  @Get()
  @Summary('Lists deliveries, newest first')
  @Answers(() => CursorPageJson(ListedDelivery()))
  async list(@Query({ schema: DeliveryQuery }) { filter, before, limit }: DeliveryQuery) {
    const found = await this.log.list(filter, { before, take: limit + 1 });
    const attempts = await this.log.latestAttempts(found);
    const place = ({ createdAt, id }: DeliveryRow) => ({ time: createdAt, id });
    const json = (row: DeliveryRow) => listedDelivery(row, attempts.get(row.id) ?? null);
    return cursorPage(found, limit, { place, json });
  }

  /** The curl command that sends it again. */
  @Get(':id/curl')
  @Summary('Shows the command that sends a delivery again')
  @AnswersIn(['text/plain; charset=utf-8'])
  @Header('Content-Type', 'text/plain; charset=utf-8')
  async curl(@Param('id') id: string) {
    const { latest, body } = await this.log.get(id);
    if (latest === null) throw new ForgeError('conflict', `Delivery ${quoted(id)} has not been sent yet`);
    return textStream(curlPieces(latest, this.bodies.read(body)));
  }

  /** Whether its body matches its dialect's schema. */
  @Get(':id/check')
  @Summary('Checks a delivered body against its schema')
  @Answers(SchemaCheckJson)
  async check(@Param('id') id: string) {
    const { delivery, body } = await this.log.get(id);
    return schemaCheck(delivery, this.bodies.read(body));
  }

  /** Sends all matches again, in their first order. */
  @Post('redeliver')
  @Summary('Sends all matching deliveries again')
  @Answers(RedeliveredJson)
  @HttpCode(202)
  async redeliverAll(@Query({ schema: RedeliveryQuery }) filter: RedeliveryQuery) {
    return { redelivered: await this.redelivery.matching(filter) };
  }

  @Post(':id/redeliver')
  @Summary('Sends a delivery again')
  @HttpCode(202)
  @Answers(DeliverySummary)
  async redeliver(@Param('id') id: string) {
    return deliverySummary(await this.redelivery.one(id));
  }

  @Get(':id')
  @Summary('Shows a delivery: request, response and every attempt')
  @Answers(DeliveryJson)
  @Header('Content-Type', JSON_TYPE)
  async get(@Param('id') id: string) {
    const delivery = await this.log.get(id);
    return textStream(deliveryPieces(delivery, this.bodies.read(delivery.body)));
  }
}
