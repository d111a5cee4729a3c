import type { Creator, Entry, Header } from 'har-format';
import type {
  AttemptRow,
  BodyPieces,
  DeliveryLog,
  PayloadBodies,
  StoredBody,
  StoredDelivery,
} from '#dispatcher';
import { VERSION } from '../../process/version.js';
import { jsonAround, jsonString, separated } from '../shared/json-pieces.js';
import { readMs } from './delivery-json.js';
import { loggedHeaders } from './logged-headers.js';

interface Source {
  /** The cursor of the page that goes on. */
  readonly next: string | null;
  readonly log: DeliveryLog;
  readonly bodies: PayloadBodies;
}

/**
 * Attempts as an HTTP archive, version 1.2: what browsers and proxies open. Names of our own begin with an underscore
 * there.
 */
export async function* harPieces(
  deliveries: readonly StoredDelivery[],
  source: Source,
): AsyncGenerator<string> {
  const creator: Creator = { name: 'atomgit-mock', version: VERSION };
  yield `{"log":{"version":"1.2","creator":${JSON.stringify(creator)},"entries":[`;
  yield* separated(entries(deliveries, source));
  yield `],"_next":${JSON.stringify(source.next)}}}`;
}

async function* entries(
  deliveries: readonly StoredDelivery[],
  { log, bodies }: Source,
): AsyncGenerator<BodyPieces> {
  for (const { delivery, body } of deliveries)
    for await (const attempt of log.attemptsOf(delivery)) yield entryPieces(attempt, body, bodies);
}

async function* entryPieces(
  attempt: AttemptRow,
  body: StoredBody | null,
  bodies: PayloadBodies,
): AsyncGenerator<string> {
  const bodySize = body?.bytes ?? 0;
  const [before, after] = jsonAround((text) => entry(attempt, { text, bodySize }));
  yield before;
  yield* jsonString(bodies.read(body));
  yield after;
}

const entry = (attempt: AttemptRow, body: { readonly text: string; readonly bodySize: number }): Entry => ({
  startedDateTime: attempt.startedAt,
  time: attempt.durationMs,
  request: {
    method: 'POST',
    url: attempt.url,
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: pairs(attempt.requestHeaders),
    queryString: [...new URL(attempt.url.replace('***@', '')).searchParams].map(([name, value]) => ({
      name,
      value,
    })),
    postData: { mimeType: 'application/json', text: body.text },
    headersSize: -1,
    bodySize: body.bodySize,
  },
  response: {
    status: attempt.statusCode ?? 0,
    statusText: '',
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: pairs(attempt.responseHeaders),
    content: {
      size: Buffer.from(attempt.responseBody ?? '', 'base64').length,
      mimeType: 'application/octet-stream',
      text: attempt.responseBody ?? '',
      encoding: 'base64',
    },
    redirectURL: '',
    headersSize: -1,
    bodySize: -1,
    comment: attempt.error ?? '',
  },
  cache: {},
  timings: timings(attempt),
});

/** Their sum is the time of the attempt. */
const timings = (attempt: AttemptRow): Entry['timings'] => ({
  connect: attempt.connectMs ?? -1,
  send: 0,
  wait: attempt.waitMs ?? attempt.durationMs - (attempt.connectMs ?? 0),
  receive: readMs(attempt) ?? 0,
});

const pairs = (json: string | null): Header[] =>
  loggedHeaders(json).map(([name, value]) => ({ name, value }));
