import { Controller, Get, UseGuards } from '@nestjs/common';
import type { User } from '#domain';
import { Actor, Authenticated } from '../actor.js';
import { PublicLinks } from '../public-links.js';
import { userJson } from './user-json.js';

@Controller('api/v5/user')
@UseGuards(Authenticated)
export class UserController {
  constructor(private readonly links: PublicLinks) {}

  @Get()
  get(@Actor() actor: User) {
    return userJson(actor, this.links);
  }
}
