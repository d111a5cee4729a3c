import type { DomainEvent } from '#domain';
import { pushPayload } from './documented/push.js';
import { tagPushPayload } from './documented/tag-push.js';
import { testHookPayload } from './documented/test-hook.js';
import type { Links } from './links.js';

/** The values of the event header. */
export const EVENT_NAMES = ['Push Hook', 'Tag Push Hook'] as const;
export type EventName = (typeof EVENT_NAMES)[number];

export interface Webhook {
  readonly eventName: EventName;
  /** Compact JSON; its UTF-8 bytes are what is stored, signed and sent. */
  readonly body: string;
}

/** Shapes an event as the contract documents it. Same event and links in, same bytes out. */
export function webhook(event: DomainEvent, links: Links): Webhook {
  switch (event.kind) {
    case 'branch-moved':
      return { eventName: 'Push Hook', body: JSON.stringify(pushPayload(event, links)) };
    case 'tag-moved':
      return { eventName: 'Tag Push Hook', body: JSON.stringify(tagPushPayload(event, links)) };
    case 'hook-tested':
      return { eventName: 'Push Hook', body: JSON.stringify(testHookPayload(event)) };
  }
}
