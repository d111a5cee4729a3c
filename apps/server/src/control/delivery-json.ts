import type { AttemptRow, DeliveryRow, LoggedDelivery } from '#dispatcher';

/** A delivery in a list. `id` is the one that its receiver sees. */
export const deliverySummary = (row: DeliveryRow) => ({
  id: row.uuid,
  event: row.eventName,
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
export const attemptJson = (attempt: AttemptRow) => ({
  started_at: attempt.startedAt,
  duration_ms: attempt.durationMs,
  url: attempt.url,
  status: attempt.statusCode,
  error: attempt.error,
  faults: parsed(attempt.faults),
});

/** A delivery with its exact body, all attempts, oldest first, and the request and response of the latest. */
export function deliveryJson({ delivery, body, attempts }: LoggedDelivery) {
  const latest = attempts.at(-1);
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
    response: latest === undefined || latest.statusCode === null ? null : responseJson(latest),
    timings: {
      started_at: latest?.startedAt ?? null,
      duration_ms: latest?.durationMs ?? null,
    },
  };
}

const responseJson = (attempt: AttemptRow) => ({
  status: attempt.statusCode,
  headers: parsed(attempt.responseHeaders),
  body: Buffer.from(attempt.responseBody ?? '', 'base64').toString(),
  truncated: attempt.responseTruncated,
});

const parsed = (json: string | null | undefined): unknown => (json ? JSON.parse(json) : null);
