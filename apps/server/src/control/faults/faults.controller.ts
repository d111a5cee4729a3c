import { Body, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { DeliveryReadiness, Faults } from '#dispatcher';
import { ControlController } from '../shared/control-controller.js';
import { PathId } from '../../rest/shared/schemas.js';
import { FaultJson, faultJson } from './fault-json.js';
import { FaultOrder, Release } from './fault-schemas.js';
import { Answers } from '../../rest/shared/answers.js';
import { ItemsJson } from '../shared/json-schemas.js';
import { Summary } from '../../http/described.js';

const ReleasedJson = () => z.strictObject({ released: z.int() });

/** Faults on demand. */
@ControlController('faults')
export class FaultsController {
  constructor(
    private readonly faults: Faults,
    private readonly readiness: DeliveryReadiness,
  ) {}

  @Post()
  @Summary('Adds a fault')
  @Answers(FaultJson)
  @HttpCode(201)
  add(@Body({ schema: FaultOrder }) fault: FaultOrder) {
    return faultJson(this.faults.add(fault));
  }

  /** Oldest first, used-up ones too. */
  @Get()
  @Summary('Lists the faults')
  @Answers(() => ItemsJson(FaultJson()))
  list() {
    return { items: this.faults.list().map(faultJson) };
  }

  @Delete()
  @Summary('Removes all faults')
  @HttpCode(204)
  removeAll(): void {
    this.faults.removeAll();
  }

  @Get(':id')
  @Summary('Shows a fault, and how often it was triggered')
  @Answers(FaultJson)
  get(@Param({ schema: PathId }) { id }: PathId) {
    return faultJson(this.faults.get(id));
  }

  @Delete(':id')
  @Summary('Removes a fault and releases what it holds back')
  @HttpCode(204)
  remove(@Param({ schema: PathId }) { id }: PathId): void {
    this.faults.remove(id);
  }

  @Post(':id/release')
  @Summary('Releases what a fault holds back')
  @Answers(ReleasedJson)
  @HttpCode(200)
  release(@Param({ schema: PathId }) { id }: PathId, @Query({ schema: Release }) { order }: Release) {
    this.faults.get(id);
    return { released: this.readiness.releaseHeld(id, order) };
  }
}
