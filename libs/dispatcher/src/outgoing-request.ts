import { createHmac } from 'node:crypto';
import { hookTarget, maskedUrl, type Hook } from '#hooks';
import type { EventName } from '#payloads';

export interface OutgoingRequest {
  readonly origin: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** The headers of the `documented` dialect and the bytes they go with; spelled as receivers see them. */
export function outgoingRequest(
  hook: Hook,
  delivery: { readonly uuid: string; readonly eventName: EventName; readonly body: string },
): OutgoingRequest {
  const { origin, path, authorization } = hookTarget(hook.url);
  const body = Buffer.from(delivery.body);
  return {
    origin,
    path,
    body,
    headers: {
      'Content-Type': 'application/json',
      'User-Agent': 'AtomGit-Hookshot',
      'X-AtomGit-Event': delivery.eventName,
      'X-AtomGit-Delivery': delivery.uuid,
      ...secretHeader(hook, body),
      ...(authorization === null ? {} : { Authorization: authorization }),
    },
  };
}

/** The secret itself, or a signature over the very bytes that are sent; nothing when the hook has no secret. */
function secretHeader(hook: Hook, body: Buffer): Record<string, string> {
  if (hook.password === '') return {};
  switch (hook.encryptionType) {
    case 0:
      // Header values are bytes; this makes them the secret's UTF-8.
      return { 'X-AtomGit-Token': Buffer.from(hook.password).toString('latin1') };
    case 1:
      return {
        'X-AtomGit-Signature-256': `sha256=${createHmac('sha256', hook.password).update(body).digest('hex')}`,
      };
  }
}

/** The request as the log shows it: complete and as it is spelled on the wire, but for userinfo and secrets. */
export function shownRequest(hook: Hook, request: OutgoingRequest) {
  const headers: Record<string, string> = {
    host: new URL(request.origin).host,
    connection: 'keep-alive',
    ...request.headers,
    'content-length': String(request.body.length),
  };
  if ('Authorization' in headers) headers['Authorization'] = 'Basic ***';
  if ('X-AtomGit-Token' in headers) headers['X-AtomGit-Token'] = '***';
  return { url: maskedUrl(hook.url), line: `POST ${request.path} HTTP/1.1`, headers };
}
