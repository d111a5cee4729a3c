import { z } from 'zod';
import { EVENT_TYPES, EVENT_TYPES_SENT, eventTypeCalled, type EventType } from '#domain';
import { shown } from '../schemas.js';

/** The usual spellings. */
const SPELLINGS = EVENT_TYPES_SENT.flatMap((type) => [
  type,
  EVENT_TYPES[type].flag,
  EVENT_TYPES[type].header,
]);

const NAMES = EVENT_TYPES_SENT.map((type) => EVENT_TYPES[type].header);

function typeSentAs(name: string): EventType | undefined {
  const called = eventTypeCalled(name);
  return EVENT_TYPES_SENT.find((type) => type === called);
}

/** A type of event in any usual spelling: `Push Hook`, `push`, `push_events`. Empty text counts as left out. */
export const eventType = z.preprocess(
  (value) => (typeof value === 'string' ? (typeSentAs(value) ?? (value || undefined)) : (value ?? undefined)),
  z
    .enum(EVENT_TYPES_SENT, {
      error: ({ input }) => `must be one of ${NAMES.join(', ')}, but is ${shown(input)}`,
    })
    .meta({ enum: SPELLINGS })
    .optional(),
);

/** The same as the value of the event header. */
export const eventName = eventType.transform((type) => type && EVENT_TYPES[type].header);
