import type { Dialect, DomainEvent, WebhookEvent, NewestCommits } from '#domain';
import type { DeliveryIdentity } from './delivery-identity.js';
import * as documented from './documented/index.js';
import * as gitcode from './gitcode/index.js';
import type { Links } from './links.js';

/** The values of the event header. */
export const EVENT_NAMES = ['Push Hook', 'Tag Push Hook', 'Note Hook', 'Merge Request Hook'] as const;
export type EventName = (typeof EVENT_NAMES)[number];

export interface Webhook {
  readonly eventName: EventName;
  /**
   * Compact JSON; its UTF-8 bytes are what is stored, signed and sent. The same text for every delivery where the dialect
   * does not show which delivery it is.
   */
  readonly bodyFor: (delivery: DeliveryIdentity) => string;
}

/** Shapes an event as a dialect has it. Same event, links and delivery in, same bytes out. */
export function webhook(event: DomainEvent, dialect: Dialect, links: Links): Webhook {
  const shown = event.kind === 'hook-tested' ? event.shown : event;
  const eventName = EVENT_NAME[shown.kind];
  switch (dialect) {
    case 'documented':
    case 'codeup': {
      const body = JSON.stringify(documentedPayload(shown, links));
      return { eventName, bodyFor: () => body };
    }
    case 'gitcode':
      return { eventName, bodyFor: (delivery) => JSON.stringify(gitcodePayload(shown, delivery, links)) };
  }
}

const EVENT_NAME: Readonly<Record<(WebhookEvent | NewestCommits)['kind'], EventName>> = {
  'branch-moved': 'Push Hook',
  'tag-moved': 'Tag Push Hook',
  'merge-request-changed': 'Merge Request Hook',
  'commit-commented': 'Note Hook',
  'merge-request-commented': 'Note Hook',
  'newest-commits': 'Push Hook',
};

function documentedPayload(event: WebhookEvent | NewestCommits, links: Links): object {
  switch (event.kind) {
    case 'branch-moved':
      return documented.pushPayload(event, links);
    case 'tag-moved':
      return documented.tagPushPayload(event, links);
    case 'merge-request-changed':
      return documented.mergeRequestPayload(event, links);
    case 'commit-commented':
      return documented.commitNotePayload(event, links);
    case 'merge-request-commented':
      return documented.mergeRequestNotePayload(event, links);
    case 'newest-commits':
      return documented.testHookPayload(event);
  }
}

function gitcodePayload(
  event: WebhookEvent | NewestCommits,
  delivery: DeliveryIdentity,
  links: Links,
): object {
  switch (event.kind) {
    case 'branch-moved':
      return gitcode.pushPayload(event, delivery, links);
    case 'tag-moved':
      return gitcode.tagPushPayload(event, delivery, links);
    case 'merge-request-changed':
      return gitcode.mergeRequestPayload(event, delivery, links);
    case 'commit-commented':
      return gitcode.commitNotePayload(event, delivery, links);
    case 'merge-request-commented':
      return gitcode.mergeRequestNotePayload(event, delivery, links);
    case 'newest-commits':
      return documented.testHookPayload(event);
  }
}
