import type { DomainEvent, Happening, NewestCommits } from '#domain';
import { mergeRequestPayload } from './documented/merge-request.js';
import { commitNotePayload, mergeRequestNotePayload } from './documented/note.js';
import { pushPayload } from './documented/push.js';
import { tagPushPayload } from './documented/tag-push.js';
import { testHookPayload } from './documented/test-hook.js';
import type { Links } from './links.js';

/** The values of the event header. */
export const EVENT_NAMES = ['Push Hook', 'Tag Push Hook', 'Note Hook', 'Merge Request Hook'] as const;
export type EventName = (typeof EVENT_NAMES)[number];

export interface Webhook {
  readonly eventName: EventName;
  /** Compact JSON; its UTF-8 bytes are what is stored, signed and sent. */
  readonly body: string;
}

/** Shapes an event as the contract documents it. Same event and links in, same bytes out. */
export function webhook(event: DomainEvent, links: Links): Webhook {
  const { eventName, payload } = shape(event.kind === 'hook-tested' ? event.shown : event, links);
  return { eventName, body: JSON.stringify(payload) };
}

function shape(
  event: Happening | NewestCommits,
  links: Links,
): { readonly eventName: EventName; readonly payload: object } {
  switch (event.kind) {
    case 'branch-moved':
      return { eventName: 'Push Hook', payload: pushPayload(event, links) };
    case 'tag-moved':
      return { eventName: 'Tag Push Hook', payload: tagPushPayload(event, links) };
    case 'merge-request-changed':
      return { eventName: 'Merge Request Hook', payload: mergeRequestPayload(event, links) };
    case 'commit-commented':
      return { eventName: 'Note Hook', payload: commitNotePayload(event, links) };
    case 'merge-request-commented':
      return { eventName: 'Note Hook', payload: mergeRequestNotePayload(event, links) };
    case 'newest-commits':
      return { eventName: 'Push Hook', payload: testHookPayload(event) };
  }
}
