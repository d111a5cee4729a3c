import { EVENT_TYPE_OF, EVENT_TYPES, type DomainEvent, type ShownEvent } from './events.js';

type Names = typeof EVENT_TYPES;

/** A type of event that something can be delivered as. */
export type EventType = (typeof EVENT_TYPE_OF)[keyof typeof EVENT_TYPE_OF];

/** All of them. */
export const EVENT_TYPES_SENT: readonly EventType[] = [...new Set(Object.values(EVENT_TYPE_OF))];

/** A value of the event header. */
export type EventName = Names[EventType]['header'];

/** Of a hook, by its name in REST. */
export type EventFlag = Names[keyof Names]['flag'];

/** The event that deliveries of it show. */
export const shownOf = (event: DomainEvent): ShownEvent =>
  event.kind === 'hook-tested' || event.kind === 'deliveries-triggered' ? event.shown : event;

/** The value of the event header. */
export const eventNameOf = (event: DomainEvent): EventName =>
  EVENT_TYPES[EVENT_TYPE_OF[shownOf(event).kind]].header;

/** A value for each flag, in the order of the contract. */
export const byFlag = <Value>(valueOf: (flag: EventFlag) => Value): Record<EventFlag, Value> =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each flag stands in the table
  Object.fromEntries(Object.values(EVENT_TYPES).map(({ flag }) => [flag, valueOf(flag)])) as Record<
    EventFlag,
    Value
  >;

/** @param name in any usual spelling: `push`, `push_events`, `Push Hook` @returns null when there is no such type */
export const eventTypeCalled = (name: string): keyof Names | null => TYPE_CALLED.get(spelled(name)) ?? null;

const spelled = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replaceAll(/[ -]/g, '_')
    .replace(/_(events|hook)$/, '');

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- they are the keys of this very object
const TYPES = Object.keys(EVENT_TYPES) as (keyof Names)[];

const TYPE_CALLED = new Map(
  TYPES.flatMap((type) =>
    [type, EVENT_TYPES[type].flag, ...EVENT_TYPES[type].alsoCalled].map(
      (name) => [spelled(name), type] as const,
    ),
  ),
);
