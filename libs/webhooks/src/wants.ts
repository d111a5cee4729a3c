import type { DomainEvent } from '#domain';
import type { Hook, Subscriptions } from './hook.js';
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
  switch (event.kind) {
    case 'branch-moved':
      return subscribed(hook, 'push_events');
    case 'tag-moved':
      return subscribed(hook, 'tag_push_events');
    case 'merge-request-changed':
      return subscribed(hook, 'merge_requests_events');
    case 'commit-commented':
    case 'merge-request-commented':
      return subscribed(hook, 'note_events');
    case 'hook-tested':
      return hook.id === event.hookId
        ? { isWanted: true, reason: 'it is the hook under test' }
        : { isWanted: false, reason: `only hook ${event.hookId} is under test` };
  }
}

const subscribed = (hook: Hook, flag: keyof Subscriptions): Decision => ({
  isWanted: hook[flag],
  reason: `${flag} is ${hook[flag] ? 'on' : 'off'}`,
});
