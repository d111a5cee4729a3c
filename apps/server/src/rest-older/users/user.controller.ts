import { Get } from '@nestjs/common';
import type { User } from '#domain';
import { Repositories, Users } from '#forge';
import { Actor } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { OlderController } from '../shared/older-controller.js';
import { OlderUserJson, olderUserJson } from './user-json.js';
import { Answers } from '../../rest/shared/answers.js';
import { Summary } from '../../http/described.js';

@OlderController('user', 'user/info')
export class OlderUserController {
  constructor(
    private readonly users: Users,
    private readonly repositories: Repositories,
    private readonly links: PublicLinks,
  ) {}

  @Get()
  @Summary('Shows the user of the token')
  @Answers(OlderUserJson)
  async get(@Actor() actor: User) {
    return olderUserJson(actor, {
      createdAt: await this.users.createdAt(actor),
      totalRepositories: await this.repositories.countOf(actor),
      links: this.links,
    });
  }
}
