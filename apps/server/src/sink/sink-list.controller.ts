import { Controller, Get, UseGuards } from '@nestjs/common';
import { Authenticated } from '../http/actor.js';
import { ItemsJson } from '../control/shared/json-schemas.js';
import { Answers } from '../rest/shared/answers.js';
import { SinkJson, sinkJson } from './sink-json.js';
import { Sinks } from './sinks.js';
import { Summary } from '../http/described.js';

@Controller('_sink')
@UseGuards(Authenticated)
export class SinkListController {
  constructor(private readonly sinks: Sinks) {}

  /** The sinks with requests or answers, by name. */
  @Get()
  @Summary('Lists the sinks')
  @Answers(() => ItemsJson(SinkJson()))
  list() {
    return { items: this.sinks.list().map(sinkJson) };
  }
}
