import { z } from 'zod';
import type { ListedSink } from './sinks.js';

/** The requests of a sink, and its answers; `delay` in milliseconds. */
export const SinkJson = () =>
  z.strictObject({
    name: z.string(),
    requests: z.int(),
    bytes: z.int(),
    last_received_at: z.string().nullable(),
    answers: z.array(
      z.strictObject({
        status: z.int(),
        headers: z.record(z.string(), z.string()),
        body: z.string(),
        delay: z.string(),
      }),
    ),
  });
type SinkJson = z.output<ReturnType<typeof SinkJson>>;

export const sinkJson = ({ name, requests, bytes, lastReceivedAt, answers }: ListedSink): SinkJson => ({
  name,
  requests,
  bytes,
  last_received_at: lastReceivedAt,
  answers: answers.map(({ status, headers, body, delayMs }) => ({
    status,
    headers: { ...headers },
    body,
    delay: `${delayMs}ms`,
  })),
});
