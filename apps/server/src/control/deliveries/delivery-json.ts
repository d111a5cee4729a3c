import type {
  AttemptRow,
  AttemptSummary,
  BodyPieces,
  DeliveryLog,
  DeliveryRow,
  LoggedDelivery,
  PayloadBodies,
  StoredDelivery,
} from '#dispatcher';
import { jsonAround, jsonString } from '../shared/json-pieces.js';

/** A delivery in a list. `id` is the one that its receiver sees. */
export const deliverySummary = (row: DeliveryRow) => ({
  id: row.uuid,
  event: row.eventName,
  event_id: row.eventId,
  repository: row.repository,
  hook_id: row.hookId,
  dialect: row.dialect,
  status: row.status,
  status_code: row.statusCode,
  error: row.error,
  next_attempt_at: row.nextAttemptAt,
  created_at: row.createdAt,
});

/** One request and what came back. */
export const attemptJson = (attempt: AttemptSummary) => ({
  started_at: attempt.startedAt,
  duration_ms: attempt.durationMs,
  url: attempt.url,
  status: attempt.statusCode,
  error: attempt.error,
  faults: parsed(attempt.faults),
});

/** A delivery with its exact body, all attempts, oldest first, and the request and response of the latest. */
function deliveryJson({ delivery, attempts, latest }: LoggedDelivery, body: string) {
  return {
    ...deliverySummary(delivery),
    attempts: attempts.length,
    history: attempts.map(attemptJson),
    request: {
      url: latest?.url ?? null,
      line: latest?.requestLine ?? null,
      headers: parsed(latest?.requestHeaders),
      body,
    },
    response: latest === null || latest.statusCode === null ? null : responseJson(latest),
    timings: {
      started_at: latest?.startedAt ?? null,
      duration_ms: latest?.durationMs ?? null,
    },
  };
}

export async function* deliveryPieces(
  delivery: LoggedDelivery,
  body: BodyPieces | null,
): AsyncGenerator<string> {
  const [before, after] = jsonAround((gap) => deliveryJson(delivery, gap));
  yield before;
  yield* jsonString(body);
  yield after;
}

export async function* deliveriesPieces(
  deliveries: readonly StoredDelivery[],
  { log, bodies }: { readonly log: DeliveryLog; readonly bodies: PayloadBodies },
): AsyncGenerator<BodyPieces> {
  for await (const [delivery, body] of bodies.eachWithBody(deliveries))
    yield deliveryPieces(await log.complete(delivery), body);
}

const responseJson = (attempt: AttemptRow) => ({
  status: attempt.statusCode,
  headers: parsed(attempt.responseHeaders),
  body: Buffer.from(attempt.responseBody ?? '', 'base64').toString(),
  truncated: attempt.responseTruncated,
});

const parsed = (json: string | null | undefined): unknown => (json ? JSON.parse(json) : null);
