import type { AttemptRow, LoggedDelivery } from '#dispatcher';
import { VERSION } from '../version.js';
import { loggedHeaders } from './logged-headers.js';

/** Attempts as an HTTP archive, version 1.2: what browsers and proxies open. */
export const har = (deliveries: readonly LoggedDelivery[]) => ({
  log: {
    version: '1.2',
    creator: { name: 'atomgit-mock', version: VERSION },
    entries: deliveries.flatMap(({ body, attempts }) => attempts.map((attempt) => entry(attempt, body))),
  },
});

const entry = (attempt: AttemptRow, body: string) => ({
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
    postData: { mimeType: 'application/json', text: body },
    headersSize: -1,
    bodySize: Buffer.byteLength(body),
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
  timings: { send: 0, wait: attempt.durationMs, receive: 0 },
});

const pairs = (json: string | null) => loggedHeaders(json).map(([name, value]) => ({ name, value }));
