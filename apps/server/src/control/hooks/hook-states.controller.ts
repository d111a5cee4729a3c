import { Get, HttpCode, Param, Post } from '@nestjs/common';
import { Clock, ForgeError } from '#domain';
import { CircuitBreaker, Hooks } from '#webhooks';
import { ControlController } from '../shared/control-controller.js';
import { PathId } from '../../rest/shared/schemas.js';
import { hookStateJson } from './hook-state-json.js';

/** The hooks of all repositories, and how they fare. */
@ControlController('hooks')
export class HookStatesController {
  constructor(
    private readonly hooks: Hooks,
    private readonly healths: CircuitBreaker,
    private readonly clock: Clock,
  ) {}

  /** Oldest first. */
  @Get()
  async list() {
    const hooks = await this.hooks.all();
    return { items: hooks.map((hook) => hookStateJson(hook, this.clock.now())) };
  }

  @Get(':id')
  async get(@Param({ schema: PathId }) { id }: PathId) {
    const hook = (await this.hooks.byIds([id])).get(id);
    if (hook === undefined) throw new ForgeError('not_found', `Hook ${id} does not exist`);
    return hookStateJson(hook, this.clock.now());
  }

  /** Ends its rest, or enables it when it is disabled: it starts afresh, and what waits for it leaves at once. */
  @Post(':id/enable')
  @HttpCode(204)
  async enable(@Param({ schema: PathId }) { id }: PathId) {
    await this.healths.enable(id);
  }
}
