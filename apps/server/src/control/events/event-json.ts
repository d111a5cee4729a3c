import { z } from 'zod';
import type { BodyPieces, LoggedEvent, PayloadBodies } from '#dispatcher';
import { jsonAround } from '../shared/json-pieces.js';
import { AnyJson } from '../shared/json-schemas.js';

/** As they were stored: this is said, and not checked. */
const StoredDecisions = () =>
  z.unknown().meta({
    type: 'array',
    items: {
      type: 'object',
      properties: {
        hook_id: { type: 'integer' },
        is_wanted: { type: 'boolean' },
        reason: { type: 'string' },
      },
      required: ['hook_id', 'is_wanted', 'reason'],
    },
  });

/** Something that happened, its payload, and why each hook did or did not get it. */
export const EventJson = () =>
  z.strictObject({
    id: z.int(),
    kind: z.string(),
    event: z.enum(['Push Hook', 'Tag Push Hook', 'Issue Hook', 'Note Hook', 'Merge Request Hook']).nullable(),
    repository: z.string(),
    happened_at: z.string(),
    depth: z.int(),
    hooks: StoredDecisions(),
    deliveries: z.array(z.string()),
    payload: AnyJson(),
  });
type EventJson = z.output<ReturnType<typeof EventJson>>;

const eventJson = ({ event, deliveries }: LoggedEvent, payload: unknown): EventJson => ({
  id: event.id,
  kind: event.kind,
  event: event.eventName,
  repository: event.repository,
  happened_at: event.happenedAt,
  depth: event.depth,
  hooks: JSON.parse(event.decisions) as unknown,
  deliveries: [...deliveries],
  payload,
});

/** @param payload JSON, in pieces; null when there is none */
export async function* eventPieces(event: LoggedEvent, payload: BodyPieces | null): AsyncGenerator<string> {
  const [before, after] = jsonAround((gap) => eventJson(event, gap));
  yield before;
  yield* payload ?? ['null'];
  yield after;
}

export async function* eventsPieces(
  events: readonly LoggedEvent[],
  bodies: PayloadBodies,
): AsyncGenerator<BodyPieces> {
  for await (const [event, payload] of bodies.eachWithBody(events)) yield eventPieces(event, payload);
}
