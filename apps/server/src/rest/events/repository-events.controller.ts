import { Get, Query } from '@nestjs/common';
import type { Repository } from '#domain';
import { ActivityLog } from '#dispatcher';
import { Users } from '#forge';
import { PublicLinks } from '../../http/public-links.js';
import { Repo, RequireAccess } from '../../http/require-access.js';
import { Answers } from '../shared/answers.js';
import { RestController } from '../shared/rest-controller.js';
import { skipTake } from '../shared/schemas.js';
import { Activities } from './activities.js';
import { repositoryEventJson, RepositoryEventsJson } from './event-json.js';
import { RepositoryEventsQuery } from './event-schemas.js';
import { Summary } from '../../http/described.js';

/** The activities in a repository, as far back as the log of events goes. */
@RestController('repos/:owner/:repo/events')
@RequireAccess('read')
export class RepositoryEventsController {
  constructor(
    private readonly log: ActivityLog,
    private readonly activities: Activities,
    private readonly users: Users,
    private readonly links: PublicLinks,
  ) {}

  @Get()
  @Summary('Lists the activities in a repository')
  @Answers(RepositoryEventsJson)
  async list(
    @Repo() at: Repository,
    @Query({ schema: RepositoryEventsQuery }) { page, author, isEmpty, filter }: RepositoryEventsQuery,
  ): Promise<RepositoryEventsJson> {
    const user = author === undefined ? undefined : await this.users.byLogin(author);
    const { skip, take } = skipTake(page);
    const stretch = { skip, take: isEmpty ? 0 : take + 1 };
    const found = await this.log.list({ ...filter, repositoryId: at.id, userId: user?.id }, stretch);
    const people = await this.activities.people(found);
    const shown = found.slice(0, take).flatMap((activity) => {
      const known = people.get(activity.userId);
      return known === undefined ? [] : [repositoryEventJson(activity, known, at, this.links)];
    });
    return { events: shown, has_next_page: found.length > take };
  }
}
