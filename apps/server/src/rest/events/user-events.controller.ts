import { Get, Param, Query } from '@nestjs/common';
import type { User } from '#domain';
import { Users } from '#forge';
import { Actor } from '../../http/actor.js';
import { PublicLinks } from '../../http/public-links.js';
import { Answers } from '../shared/answers.js';
import { RestController } from '../shared/rest-controller.js';
import { Activities } from './activities.js';
import { UserEventsJson, userEventsJson } from './event-json.js';
import { UserEventsQuery } from './event-schemas.js';
import { Summary } from '../../http/described.js';

/** The activities of a user, in repositories that the caller may read. */
@RestController('users/:username/events')
export class UserEventsController {
  constructor(
    private readonly users: Users,
    private readonly activities: Activities,
    private readonly links: PublicLinks,
  ) {}

  @Get()
  @Summary('Lists the activities of a user')
  @Answers(UserEventsJson)
  async list(
    @Param('username') login: string,
    @Query({ schema: UserEventsQuery }) times: UserEventsQuery,
    @Actor() reader: User,
  ) {
    const { seen, next } = await this.activities.of(await this.users.byLogin(login), times, reader);
    return userEventsJson(seen, next, this.links);
  }
}
