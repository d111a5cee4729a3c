import { z } from 'zod';
import { DELIVERY_STATUSES } from '#dispatcher';
import type { EventName } from '#domain';
import { eventName } from '../../rest/shared/fields/event-type.js';
import {
  choice,
  filledFilter,
  knownFields,
  proseUnlessEmpty,
  wholeNumber,
} from '../../rest/shared/schemas.js';
import { cursor } from '../shared/cursor.js';
import { idList } from '../shared/id-list.js';

const HIGHEST = Number.MAX_SAFE_INTEGER;

const FILTER = {
  repository: proseUnlessEmpty(300),
  hook: wholeNumber(1, HIGHEST),
  event: eventName,
};

interface Asked<Status> {
  readonly repository?: string | undefined;
  readonly hook?: number | undefined;
  readonly event?: EventName | undefined;
  readonly status?: Status | undefined;
}

/** The fields of the query as the log names them. */
const filterOf = <Status>({ repository, hook, event, status }: Asked<Status>) => ({
  repository,
  hookId: hook,
  eventName: event,
  status,
});

/** A filter for deliveries of the log. */
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

/** A filter for redelivery: unknown and empty fields are refused, because they must not match everything. */
export const RedeliveryQuery = knownFields(
  {
    repository: filledFilter(FILTER.repository),
    hook: filledFilter(FILTER.hook),
    event: filledFilter(FILTER.event),
    status: filledFilter(choice('delivered', 'failed', 'cancelled')),
  },
  'the query must be made of fields',
).transform(filterOf);
export type RedeliveryQuery = z.output<typeof RedeliveryQuery>;
