import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  Req,
  Res,
  UseGuards,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Clock, type User } from '#domain';
import { DeliveryLog, type DeliveryRow } from '#dispatcher';
import { RepositoryAccess } from '#forge';
import { alertOf, Hooks, HookSettings, TestHook, type Hook } from '#webhooks';
import { Actor, Authenticated } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { alertJson, hookJson } from './hook-json.js';
import { ChangeHook, CreateHook, TestEvent } from './hook-schemas.js';
import { setPageHeaders } from '../shared/page-headers.js';
import { Page, PathId, RepoPath, skipTake } from '../shared/schemas.js';

/** Hooks are for those who administer the repository. */
@Controller('api/v5/repos/:owner/:repo/hooks')
@UseGuards(Authenticated)
export class HooksController {
  constructor(
    private readonly hooks: Hooks,
    private readonly access: RepositoryAccess,
    private readonly tests: TestHook,
    private readonly log: DeliveryLog,
    private readonly links: PublicLinks,
    private readonly settings: HookSettings,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list(
    @Param({ schema: RepoPath }) at: RepoPath,
    @Query({ schema: Page }) page: Page,
    @Actor() actor: User,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const repository = await this.access.toAdminister(at, actor);
    const { hooks, total } = await this.hooks.list(repository.id, skipTake(page));
    setPageHeaders(request, reply, { ...page, total, links: this.links });
    const latest = await this.log.latest(hooks.map(({ id }) => id));
    return hooks.map((hook) => this.json(hook, latest.get(hook.id)));
  }

  @Post()
  @HttpCode(200)
  async create(
    @Param({ schema: RepoPath }) at: RepoPath,
    @Body({ schema: CreateHook }) choices: CreateHook,
    @Actor() actor: User,
  ) {
    const repository = await this.access.toAdminister(at, actor);
    const hook = await this.hooks.register(repository.id, choices, (tx) =>
      this.access.requireThere(repository, tx),
    );
    return this.json(hook, undefined);
  }

  @Get(':id')
  async get(
    @Param({ schema: RepoPath }) at: RepoPath,
    @Param({ schema: PathId }) { id }: PathId,
    @Actor() actor: User,
  ) {
    const repository = await this.access.toAdminister(at, actor);
    return this.shown(await this.hooks.get(repository.id, id));
  }

  @Patch(':id')
  async change(
    @Param({ schema: RepoPath }) at: RepoPath,
    @Param({ schema: PathId }) { id }: PathId,
    @Body({ schema: ChangeHook }) changes: ChangeHook,
    @Actor() actor: User,
  ) {
    const repository = await this.access.toAdminister(at, actor);
    return this.shown(await this.hooks.change(repository.id, id, changes));
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(
    @Param({ schema: RepoPath }) at: RepoPath,
    @Param({ schema: PathId }) { id }: PathId,
    @Actor() actor: User,
  ) {
    const repository = await this.access.toAdminister(at, actor);
    await this.hooks.remove(repository.id, id);
  }

  /** Puts a test delivery on record, of the event that is asked for if any; it leaves like any other. */
  @Post(':id/tests')
  @HttpCode(204)
  async test(
    @Param({ schema: RepoPath }) at: RepoPath,
    @Param({ schema: PathId }) { id }: PathId,
    @Query({ schema: TestEvent }) asked: TestEvent,
    @Body({ schema: TestEvent }) { event = asked.event }: TestEvent,
    @Actor() actor: User,
  ) {
    const repository = await this.access.toAdminister(at, actor);
    await this.tests.test({ repository, hookId: id, user: actor }, event);
  }

  private async shown(hook: Hook) {
    return this.json(hook, (await this.log.latest([hook.id])).get(hook.id));
  }

  /** As documented, key for key, unless hooks may come to rest. */
  private json(hook: Hook, latest: DeliveryRow | undefined) {
    const documented = hookJson(hook, latest);
    if (this.settings.autoDisable === null) return documented;
    return { ...documented, ...alertJson(alertOf(hook, this.clock.now())) };
  }
}
