import type { EventType } from '../event-types.js';
import type { NewestCommits, WebhookEvent } from '../events.js';
import type { Repository } from '../nouns/repository.js';
import type { User } from '../nouns/user.js';

/** Events made from a repository's newest data. All reject with ForgeError `invalid` when it has no such data. */
export abstract class EventSamples {
  /** The newest two commits of the default branch; 40 zeros stand for the one before the first. */
  abstract newestCommits(repository: Repository): Promise<NewestCommits>;

  /** As if `user` had just caused it. */
  abstract of(type: EventType, repository: Repository, user: User): Promise<WebhookEvent>;
}
