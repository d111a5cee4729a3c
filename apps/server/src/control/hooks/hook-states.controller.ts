import { Get, HttpCode, Param, Post } from '@nestjs/common';
import { Clock } from '#domain';
import { RepositoryNames } from '#forge';
import { CircuitBreaker, Hooks, type Hook } from '#webhooks';
import { ControlController } from '../shared/control-controller.js';
import { PathId } from '../../rest/shared/schemas.js';
import { HookStateJson, hookStateJson } from './hook-state-json.js';
import { Answers } from '../../rest/shared/answers.js';
import { ItemsJson } from '../shared/json-schemas.js';
import { Summary } from '../../http/described.js';

/** The hooks of all repositories with their health. */
@ControlController('hooks')
export class HookStatesController {
  constructor(
    private readonly hooks: Hooks,
    private readonly names: RepositoryNames,
    private readonly circuitBreaker: CircuitBreaker,
    private readonly clock: Clock,
  ) {}

  /** Oldest first. */
  @Get()
  @Summary('Lists the hooks of all repositories with their health')
  @Answers(() => ItemsJson(HookStateJson()))
  async list() {
    return { items: await this.json(await this.hooks.all()) };
  }

  @Get(':id')
  @Summary('Shows a hook with its health')
  @Answers(HookStateJson)
  async get(@Param({ schema: PathId }) { id }: PathId) {
    const [hook] = await this.json([await this.hooks.existing(id)]);
    return hook;
  }

  /** Enables a disabled hook: resets its failures, and sends its waiting deliveries at once. */
  @Post(':id/enable')
  @Summary('Enables a disabled hook')
  @HttpCode(204)
  async enable(@Param({ schema: PathId }) { id }: PathId) {
    await this.circuitBreaker.enable(id);
  }

  private async json(hooks: readonly Hook[]) {
    const names = await this.names.of(hooks.map(({ repositoryId }) => repositoryId));
    const now = this.clock.now();
    return hooks.map((hook) => hookStateJson(hook, names.get(hook.repositoryId) ?? null, now));
  }
}
