import type { DomainEvent } from '#domain';
import type { Hook } from './hook.js';

/** Whether the event is to be delivered to the hook. Events of other repositories never are. */
export function wants(hook: Hook, event: DomainEvent): boolean {
  if (hook.repositoryId !== event.repository.id) return false;
  switch (event.kind) {
    case 'branch-moved':
      return hook.push_events;
    case 'tag-moved':
      return hook.tag_push_events;
    case 'merge-request-changed':
      return hook.merge_requests_events;
    case 'commit-commented':
    case 'merge-request-commented':
      return hook.note_events;
    case 'hook-tested':
      return hook.id === event.hookId;
  }
}
