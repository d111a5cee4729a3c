import { z } from 'zod';
import type {
  AttemptTimings,
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
export const DeliverySummary = () =>
  z.strictObject({
    id: z.string(),
    event: z.string(),
    event_id: z.int(),
    repository: z.string(),
    hook_id: z.int(),
    dialect: z.string(),
    status: z.enum(['pending', 'delivered', 'failed', 'cancelled']),
    status_code: z.int().nullable(),
    error: z.string().nullable(),
    next_attempt_at: z.string().nullable(),
    created_at: z.string(),
  });
export type DeliverySummary = z.output<ReturnType<typeof DeliverySummary>>;

export const deliverySummary = (row: DeliveryRow): DeliverySummary => ({
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

/** As they were stored: this is said, and not checked. */
const StoredHeaders = () =>
  z.unknown().meta({
    type: ['object', 'null'],
    additionalProperties: { type: ['string', 'array'], items: { type: 'string' } },
  });

const StoredFaults = () =>
  z.unknown().meta({
    type: 'array',
    items: {
      type: 'object',
      properties: { id: { type: 'integer' }, kind: { type: 'string' } },
      required: ['id', 'kind'],
    },
  });

/** One request and what came back. `duration_ms` is the sum of the three after it; null is what it did not come to, or nobody saw. */
export const AttemptJson = () =>
  z.strictObject({
    started_at: z.string(),
    duration_ms: z.int(),
    connect_ms: z.int().nullable(),
    wait_ms: z.int().nullable(),
    read_ms: z.int().nullable(),
    url: z.string(),
    status: z.int().nullable(),
    error: z.string().nullable(),
    faults: StoredFaults(),
  });
export type AttemptJson = z.output<ReturnType<typeof AttemptJson>>;

export const attemptJson = (attempt: AttemptSummary): AttemptJson => ({
  started_at: attempt.startedAt,
  duration_ms: attempt.durationMs,
  connect_ms: attempt.connectMs,
  wait_ms: attempt.waitMs,
  read_ms: attempt.statusCode === null ? null : readMs(attempt),
  url: attempt.url,
  status: attempt.statusCode,
  error: attempt.error,
  faults: parsed(attempt.faults),
});

/** What is left of its time for reading the response; null where it is not known how it went on. */
export const readMs = ({ durationMs, connectMs, waitMs }: AttemptTimings): number | null =>
  connectMs === null || waitMs === null ? null : durationMs - connectMs - waitMs;

/** A delivery in a list of many, with its newest attempt: where it went, and how long that took. */
export const ListedDelivery = () =>
  z.strictObject({ ...DeliverySummary().shape, latest_attempt: AttemptJson().nullable() });
type ListedDelivery = z.output<ReturnType<typeof ListedDelivery>>;

export const listedDelivery = (row: DeliveryRow, latest: AttemptSummary | null): ListedDelivery => ({
  ...deliverySummary(row),
  latest_attempt: latest === null ? null : attemptJson(latest),
});

/** A delivery with its exact body, all attempts, oldest first, and the request and response of the latest. */
export const DeliveryJson = () =>
  z.strictObject({
    ...ListedDelivery().shape,
    attempts: z.int(),
    history: z.array(AttemptJson()),
    request: z.strictObject({
      url: z.string().nullable(),
      line: z.string().nullable(),
      headers: StoredHeaders(),
      body: z.string(),
    }),
    response: ResponseJson().nullable(),
    timings: z.strictObject({
      started_at: z.string().nullable(),
      duration_ms: z.int().nullable(),
    }),
  });
type DeliveryJson = z.output<ReturnType<typeof DeliveryJson>>;

function deliveryJson({ delivery, attempts, latest }: LoggedDelivery, body: string): DeliveryJson {
  return {
    ...listedDelivery(delivery, latest),
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

const ResponseJson = () =>
  z.strictObject({
    status: z.int().nullable(),
    headers: StoredHeaders(),
    body: z.string(),
    truncated: z.boolean(),
  });
type ResponseJson = z.output<ReturnType<typeof ResponseJson>>;

const responseJson = (attempt: AttemptRow): ResponseJson => ({
  status: attempt.statusCode,
  headers: parsed(attempt.responseHeaders),
  body: Buffer.from(attempt.responseBody ?? '', 'base64').toString(),
  truncated: attempt.responseTruncated,
});

const parsed = (json: string | null | undefined): unknown => (json ? JSON.parse(json) : null);
