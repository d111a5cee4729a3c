import { z } from 'zod';
import { DELIVERY_STATUSES } from '#dispatcher';
import type { EventName } from '#domain';
import { eventName } from '../../rest/shared/fields/event-type.js';
import { choice, knownFields, text, wholeNumber } from '../../rest/shared/schemas.js';
import { cursor } from '../shared/cursor.js';
import { idList } from '../shared/id-list.js';

const HIGHEST = Number.MAX_SAFE_INTEGER;

const FILTER = {
  repository: text(300),
  hook: wholeNumber(1, HIGHEST),
  event: eventName,
};

interface Asked<Status> {
  readonly repository?: string | undefined;
  readonly hook?: number | undefined;
  readonly event?: EventName | undefined;
  readonly status?: Status | undefined;
}

/** In the log's own words. */
const filterOf = <Status>({ repository, hook, event, status }: Asked<Status>) => ({
  repository,
  hookId: hook,
  eventName: event,
  status,
});

/** Which deliveries of the log are meant, newest first. */
export const DeliveryQuery = z
  .object({
    ...FILTER,
    status: choice(...DELIVERY_STATUSES),
    event_id: idList,
    cursor,
    limit: wholeNumber(1, 1_000),
  })
  .transform(({ repository, hook, event, status, event_id: eventIds, cursor: before, limit = 50 }) => ({
    filter: { ...filterOf({ repository, hook, event, status }), eventIds },
    before,
    limit,
  }));
export type DeliveryQuery = z.output<typeof DeliveryQuery>;

/** Which deliveries are to be sent again: a misspelt filter must not mean all of them. */
export const RedeliveryQuery = knownFields(
  { ...FILTER, status: choice('delivered', 'failed', 'cancelled') },
  'the query must be made of fields',
).transform(filterOf);
export type RedeliveryQuery = z.output<typeof RedeliveryQuery>;
