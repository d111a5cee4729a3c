import type { BodyPieces, LoggedEvent, PayloadBodies } from '#dispatcher';
import { jsonAround } from '../shared/json-pieces.js';

/** Something that happened, its payload, and why each hook did or did not get it. */
const eventJson = ({ event, eventName, deliveries }: LoggedEvent, payload: unknown) => ({
  id: event.id,
  kind: event.kind,
  event: eventName,
  repository: event.repository,
  happened_at: event.happenedAt,
  depth: event.depth,
  hooks: JSON.parse(event.decisions) as unknown,
  deliveries,
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
