import { Get } from '@nestjs/common';
import type { User } from '#domain';
import { Actor } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { RestController } from '../shared/rest-controller.js';
import { userJson } from '../shared/user-json.js';

@RestController('user')
export class UserController {
  constructor(private readonly links: PublicLinks) {}

  @Get()
  get(@Actor() actor: User) {
    return userJson(actor, this.links);
  }
}
