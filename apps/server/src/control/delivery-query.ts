import { z } from 'zod';
import { DELIVERY_STATUSES } from '#dispatcher';
import { EVENT_NAMES } from '#payloads';
import { choice, text, wholeNumber } from '../rest/schemas.js';

const HIGHEST = Number.MAX_SAFE_INTEGER;

/** Which deliveries of the log are meant, newest first. */
export const DeliveryQuery = z
  .object({
    repository: text(300),
    hook: wholeNumber(1, HIGHEST),
    event: choice(...EVENT_NAMES),
    status: choice(...DELIVERY_STATUSES),
    cursor: wholeNumber(1, HIGHEST),
    limit: wholeNumber(1, 1_000),
  })
  .transform(({ repository, hook, event, status, cursor, limit = 50 }) => ({
    filter: { repository, hookId: hook, eventName: event, status },
    before: cursor ?? null,
    limit,
  }));
export type DeliveryQuery = z.output<typeof DeliveryQuery>;
