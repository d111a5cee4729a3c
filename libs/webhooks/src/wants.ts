import { EVENT_TYPE_OF, EVENT_TYPES, type DomainEvent, type EventFlag } from '#domain';
import type { Hook } from './hook.js';
import { disablement } from './hook-health.js';

/** Whether an event is to be delivered to a hook, and why. */
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

/** What the hook's owner, or whoever tests it, asked for. */
function choice(hook: Hook, event: DomainEvent): Decision {
  if (event.kind !== 'hook-tested') return subscribed(hook, EVENT_TYPES[EVENT_TYPE_OF[event.kind]].flag);
  return hook.id === event.hookId
    ? { isWanted: true, reason: 'it is the hook under test' }
    : { isWanted: false, reason: `only hook ${event.hookId} is under test` };
}

const subscribed = (hook: Hook, flag: EventFlag): Decision => ({
  isWanted: hook[flag],
  reason: `${flag} is ${hook[flag] ? 'on' : 'off'}`,
});
