import { EVENT_TYPE_OF, EVENT_TYPES, type DomainEvent, type EventFlag, type ShownEvent } from '#domain';
import type { Hook } from './hook.js';
import { disablement } from './hook-health.js';

/** Whether a hook gets an event, and why. */
export interface Decision {
  readonly isWanted: boolean;
  /** For people: `push_events is off`. */
  readonly reason: string;
}

/** @param hook of the event's repository */
export function decide(hook: Hook, event: DomainEvent): Decision {
  const chosen = choice(hook, event);
  return chosen.isWanted && hook.isDisabled ? { isWanted: false, reason: disablement(hook) } : chosen;
}

/** The decision from subscriptions, tests and triggers. */
function choice(hook: Hook, event: DomainEvent): Decision {
  switch (event.kind) {
    case 'hook-tested':
      return hook.id === event.hookId
        ? { isWanted: true, reason: 'it is the hook under test' }
        : { isWanted: false, reason: `only hook ${event.hookId} is under test` };
    case 'deliveries-triggered':
      if (event.hookId === null) return subscribed(hook, flagOf(event.shown));
      return hook.id === event.hookId
        ? { isWanted: true, reason: 'it was triggered' }
        : { isWanted: false, reason: `only hook ${event.hookId} was triggered` };
    case 'branch-moved':
    case 'tag-moved':
    case 'merge-request-changed':
    case 'commit-commented':
    case 'merge-request-commented':
    case 'issue-changed':
    case 'issue-commented':
      return subscribed(hook, flagOf(event));
  }
}

const flagOf = ({ kind }: ShownEvent): EventFlag => EVENT_TYPES[EVENT_TYPE_OF[kind]].flag;

const subscribed = (hook: Hook, flag: EventFlag): Decision => ({
  isWanted: hook[flag],
  reason: `${flag} is ${hook[flag] ? 'on' : 'off'}`,
});
