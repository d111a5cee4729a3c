import { Injectable } from '@nestjs/common';
import type { Repository, User } from '#domain';
import { ActivityLog, type LoggedActivity } from '#dispatcher';
import { Access, RepositoryFacts, Users } from '#forge';
import { Languages } from '#git';

/** An activity in a repository that the caller may read. */
export interface SeenActivity extends LoggedActivity {
  readonly user: User;
  readonly place: Place;
}

/** A repository in lists of activities. */
export interface Place {
  readonly repository: Repository;
  readonly forksCount: number;
  /** Its main language; null without one. */
  readonly language: string | null;
}

/** The number of activities that are read for an answer. */
const AT_ONCE = 50;

/** The activities of users and repositories. */
@Injectable()
export class Activities {
  constructor(
    private readonly log: ActivityLog,
    private readonly users: Users,
    private readonly facts: RepositoryFacts,
    private readonly access: Access,
    private readonly languages: Languages,
  ) {}

  /**
   * Newest first.
   * @param times ISO 8601 in UTC, exclusive
   * @returns what `reader` may see, and the time from which the next call finds older ones; null when there are none
   */
  async of(
    user: User,
    times: { readonly after?: string | undefined; readonly before?: string | undefined },
    reader: User,
  ): Promise<{ readonly seen: readonly SeenActivity[]; readonly next: string | null }> {
    const found = await this.log.list({ ...times, userId: user.id }, { skip: 0, take: AT_ONCE + 1 });
    const older = found[AT_ONCE];
    // Activities of the same time are in one answer, unless there are too many.
    const whole = found.slice(0, AT_ONCE).filter(({ at }) => older === undefined || at !== older.at);
    const shown = whole.length === 0 ? found.slice(0, AT_ONCE) : whole;
    const places = await this.places(shown, reader);
    const seen = shown.flatMap((logged) => {
      const place = places.get(logged.repositoryId);
      return place === undefined ? [] : [{ ...logged, user, place }];
    });
    return { seen, next: older === undefined ? null : (shown.at(-1)?.at ?? null) };
  }

  /** The users of activities, by id. */
  people(activities: readonly LoggedActivity[]): Promise<ReadonlyMap<number, User>> {
    return this.users.byIds(activities.map(({ userId }) => userId));
  }

  /** The existing, readable repositories of activities, by id. */
  private async places(
    activities: readonly LoggedActivity[],
    reader: User,
  ): Promise<ReadonlyMap<number, Place>> {
    const places = new Map<number, Place>();
    const ids = new Set(activities.map(({ repositoryId }) => repositoryId));
    for (const { repository, forksCount } of await this.facts.details([...ids])) {
      if (!(await this.access.allows(reader, repository, 'read'))) continue;
      const [language = null] = (await this.languages.of(repository)).keys();
      places.set(repository.id, { repository, forksCount, language });
    }
    return places;
  }
}
