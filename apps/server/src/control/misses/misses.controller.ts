import { Delete, Get, HttpCode } from '@nestjs/common';
import { Misses } from '../../http/misses.js';
import { ControlController } from '../shared/control-controller.js';

@ControlController('misses')
export class MissesController {
  constructor(private readonly misses: Misses) {}

  @Get()
  list() {
    return { items: this.misses.list() };
  }

  @Delete()
  @HttpCode(204)
  forget() {
    this.misses.forget();
  }
}
