import { z } from 'zod';
import { DELIVERY_STATUSES } from '#dispatcher';
import { eventName } from '../../rest/shared/fields/event-type.js';
import { choice, proseUnlessEmpty, wholeNumber } from '../../rest/shared/schemas.js';
import { cursor } from '../shared/cursor.js';

/** A filter for events: of a repository, of a kind, or with a delivery of some kind. */
export const EventQuery = z
  .object({
    repository: proseUnlessEmpty(300),
    event: eventName,
    hook: wholeNumber(1, Number.MAX_SAFE_INTEGER),
    status: choice(...DELIVERY_STATUSES),
    cursor,
    limit: wholeNumber(1, 1_000),
  })
  .transform(({ repository, event, hook, status, cursor: before, limit = 50 }) => ({
    filter: { repository, eventName: event, hookId: hook, status },
    before,
    limit,
  }));
export type EventQuery = z.output<typeof EventQuery>;
