import { Controller, Get, UseGuards } from '@nestjs/common';
import type { User } from '#domain';
import { Actor, Authenticated } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { userJson } from '../shared/user-json.js';

@Controller('api/v5/user')
@UseGuards(Authenticated)
export class UserController {
  constructor(private readonly links: PublicLinks) {}

  @Get()
  get(@Actor() actor: User) {
    return userJson(actor, this.links);
  }
}
