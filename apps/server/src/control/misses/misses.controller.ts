import { Delete, Get, HttpCode } from '@nestjs/common';
import { z } from 'zod';
import { Misses } from '../../http/misses.js';
import { ControlController } from '../shared/control-controller.js';
import { Answers } from '../../rest/shared/answers.js';
import { ItemsJson } from '../shared/json-schemas.js';
import { Summary } from '../../http/described.js';

const MissJson = () => z.strictObject({ method: z.string(), path: z.string(), count: z.int() });

@ControlController('misses')
export class MissesController {
  constructor(private readonly misses: Misses) {}

  @Get()
  @Summary('Lists calls of unknown addresses')
  @Answers(() => ItemsJson(MissJson()))
  list() {
    return { items: this.misses.list() };
  }

  @Delete()
  @Summary('Deletes those calls')
  @HttpCode(204)
  forget() {
    this.misses.forget();
  }
}
