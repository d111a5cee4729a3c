import { Body, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Clock, type Repository, type User } from '#domain';
import { DeliveryLog, type DeliveryRow } from '#dispatcher';
import { RepositoryAccess } from '#forge';
import { alertOf, Hooks, HookSettings, TestHook, type Hook } from '#webhooks';
import { Actor } from '../../http/actor.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { alertJson, hookJson, ShownHookJson } from './hook-json.js';
import { ChangeHook, CreateHook, TestEvent } from './hook-schemas.js';
import { Page } from '../shared/page.js';
import { PageQuery, PathId, skipTake } from '../shared/schemas.js';
import { RestController } from '../shared/rest-controller.js';
import { Answers } from '../shared/answers.js';
import { Summary } from '../../http/described.js';

/** The hooks of a repository, for its administrators. */
@RestController('repos/:owner/:repo/hooks')
@RequireAccess('administer')
export class HooksController {
  constructor(
    private readonly hooks: Hooks,
    private readonly access: RepositoryAccess,
    private readonly tests: TestHook,
    private readonly log: DeliveryLog,
    private readonly settings: HookSettings,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Summary('Lists the hooks')
  @Answers(() => z.array(ShownHookJson()))
  async list(@Repo() repository: Repository, @Query({ schema: PageQuery }) page: PageQuery) {
    const { hooks, total } = await this.hooks.list(repository.id, skipTake(page));
    const latest = await this.log.latest(hooks.map(({ id }) => id));
    const items = hooks.map((hook) => this.json(hook, latest.get(hook.id)));
    return new Page(items, { ...page, total });
  }

  @Post()
  @Summary('Registers a hook')
  @HttpCode(200)
  @Answers(ShownHookJson)
  async create(@Repo() repository: Repository, @Body({ schema: CreateHook }) choices: CreateHook) {
    const hook = await this.hooks.register(repository.id, choices, (tx) =>
      this.access.requireThere(repository, tx),
    );
    return this.json(hook, undefined);
  }

  @Get(':id')
  @Summary('Shows a hook')
  @Answers(ShownHookJson)
  async get(@Repo() repository: Repository, @Param({ schema: PathId }) { id }: PathId) {
    return this.shown(await this.hooks.get(repository.id, id));
  }

  @Patch(':id')
  @Summary('Changes a hook')
  @Answers(ShownHookJson)
  async change(
    @Repo() repository: Repository,
    @Param({ schema: PathId }) { id }: PathId,
    @Body({ schema: ChangeHook }) changes: ChangeHook,
  ) {
    return this.shown(await this.hooks.change(repository.id, id, changes));
  }

  @Delete(':id')
  @Summary('Removes a hook')
  @HttpCode(204)
  async remove(@Repo() repository: Repository, @Param({ schema: PathId }) { id }: PathId) {
    await this.hooks.remove(repository.id, id);
  }

  /** Records a test delivery, of the given event if any; it is sent like any other. */
  @Post(':id/tests')
  @Summary('Sends a test to a hook')
  @HttpCode(204)
  async test(
    @Repo() repository: Repository,
    @Param({ schema: PathId }) { id }: PathId,
    @Query({ schema: TestEvent }) asked: TestEvent,
    @Body({ schema: TestEvent }) { event = asked.event }: TestEvent,
    @Actor() actor: User,
  ) {
    await this.tests.test({ repository, hookId: id, user: actor }, event);
  }

  private async shown(hook: Hook) {
    return this.json(hook, (await this.log.latest([hook.id])).get(hook.id));
  }

  /** Documented key for key, unless failing hooks may be disabled. */
  private json(hook: Hook, latest: DeliveryRow | undefined): ShownHookJson {
    const documented = hookJson(hook, latest);
    if (this.settings.autoDisable === null) return documented;
    return { ...documented, ...alertJson(alertOf(hook, this.clock.now())) };
  }
}
