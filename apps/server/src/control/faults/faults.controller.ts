import { Body, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Dispatcher, Faults } from '#dispatcher';
import { ControlController } from '../shared/control-controller.js';
import { PathId } from '../../rest/shared/schemas.js';
import { FaultJson, faultJson } from './fault-json.js';
import { FaultOrder, Release } from './fault-schemas.js';
import { Answers } from '../../rest/shared/answers.js';
import { ItemsJson } from '../shared/json-schemas.js';

const ReleasedJson = () => z.strictObject({ released: z.int() });

/** What is to go wrong, on demand. */
@ControlController('faults')
export class FaultsController {
  constructor(
    private readonly faults: Faults,
    private readonly dispatcher: Dispatcher,
  ) {}

  @Post()
  @Answers(FaultJson)
  @HttpCode(201)
  add(@Body({ schema: FaultOrder }) fault: FaultOrder) {
    return faultJson(this.faults.add(fault));
  }

  /** Oldest first, spent ones too. */
  @Get()
  @Answers(() => ItemsJson(FaultJson()))
  list() {
    return { items: this.faults.list().map(faultJson) };
  }

  @Delete()
  @HttpCode(204)
  removeAll(): void {
    this.faults.removeAll();
  }

  @Get(':id')
  @Answers(FaultJson)
  get(@Param({ schema: PathId }) { id }: PathId) {
    return faultJson(this.faults.get(id));
  }

  /** What it holds back is let go. */
  @Delete(':id')
  @HttpCode(204)
  remove(@Param({ schema: PathId }) { id }: PathId): void {
    this.faults.remove(id);
  }

  /** Lets go what it holds back, in its own order or another. */
  @Post(':id/release')
  @Answers(ReleasedJson)
  @HttpCode(200)
  release(@Param({ schema: PathId }) { id }: PathId, @Query({ schema: Release }) { order }: Release) {
    this.faults.get(id);
    return { released: this.dispatcher.letGo(id, order) };
  }
}
