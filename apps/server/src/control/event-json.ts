import type { LoggedEvent } from '#dispatcher';

/** Something that happened, its payload, and why each hook did or did not get it. */
export const eventJson = ({ event, eventName, body }: LoggedEvent) => ({
  id: event.id,
  kind: event.kind,
  event: eventName,
  repository: event.repository,
  happened_at: event.happenedAt,
  depth: event.depth,
  hooks: JSON.parse(event.decisions) as unknown,
  payload: body === null ? null : (JSON.parse(body) as unknown),
});
