import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { DialectName, EventName, Payload } from '../payloads.js';

/** A webhook as received. */
export interface Received<E extends EventName = EventName, D extends DialectName = 'documented'> {
  /** The value of the event header. */
  readonly event: E;
  /** The delivery's id. */
  readonly id: string;
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The exact bytes, to check a signature with. */
  readonly bytes: Uint8Array;
  readonly text: string;
  /** The payload; null when it is not JSON, which faults can cause. */
  readonly body: Payload<E, D>;
}

/** @throws when the request is interrupted */
export async function readReceived<D extends DialectName>(
  request: IncomingMessage,
): Promise<Received<EventName, D>> {
  const bytes = await buffer(request);
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
  );
  const text = bytes.toString();
  const received: unknown = {
    event: valueOf(headers, /^x-\w+-event$/),
    id: valueOf(headers, /^x-\w+-delivery$/),
    method: request.method,
    path: request.url,
    headers,
    bytes,
    text,
    body: parsed(text),
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the event header says which payload it is
  return received as Received<EventName, D>;
}

/** Each dialect has its own names for these headers. */
const valueOf = (headers: Readonly<Record<string, string>>, name: RegExp): string =>
  Object.entries(headers).find(([header]) => name.test(header))?.[1] ?? '';

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
