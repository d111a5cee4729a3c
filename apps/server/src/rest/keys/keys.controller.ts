import { Body, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import type { User } from '#domain';
import { Keys } from '#forge';
import { Actor } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { Answers } from '../shared/answers.js';
import { Page } from '../shared/page.js';
import { RestController } from '../shared/rest-controller.js';
import { body, PageQuery, PathId, requiredText, skipTake } from '../shared/schemas.js';
import { KeyJson, keyJson } from './key-json.js';
import { Summary } from '../../http/described.js';

const AddKey = body({ title: requiredText(255), key: requiredText(10_000) });
type AddKey = z.output<typeof AddKey>;

/** The caller's public keys. */
@RestController('user/keys')
export class KeysController {
  constructor(
    private readonly keys: Keys,
    private readonly links: PublicLinks,
  ) {}

  @Get()
  @Summary("Lists the caller's public keys")
  @Answers(() => z.array(KeyJson()))
  async list(@Query({ schema: PageQuery }) page: PageQuery, @Actor() actor: User) {
    const { rows, total } = await this.keys.page(actor, skipTake(page));
    return new Page(
      rows.map((row) => keyJson(row, this.links)),
      { ...page, total },
    );
  }

  @Post()
  @Summary('Adds a public key')
  @HttpCode(200)
  @Answers(KeyJson)
  async add(@Body({ schema: AddKey }) input: AddKey, @Actor() actor: User) {
    return keyJson(await this.keys.add(actor, input), this.links);
  }

  @Get(':id')
  @Summary('Shows a public key, in a list of one')
  @Answers(() => z.array(KeyJson()))
  async get(@Param({ schema: PathId }) { id }: PathId, @Actor() actor: User) {
    return [keyJson(await this.keys.get(actor, id), this.links)];
  }

  @Delete(':id')
  @Summary('Removes a public key')
  @HttpCode(204)
  async remove(@Param({ schema: PathId }) { id }: PathId, @Actor() actor: User) {
    await this.keys.remove(actor, id);
  }
}
