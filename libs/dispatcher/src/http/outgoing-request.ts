import { createHmac } from 'node:crypto';
import { hookTarget, maskedUrl, withMaskedQuery, type Hook, type HookTarget } from '#webhooks';
import type { EventName } from '#domain';
import { DIALECT_HEADERS, dialectNamed, type DialectHeaders } from '#payloads';

export interface OutgoingRequest {
  readonly origin: string;
  /** With the port unless it is the default one. */
  readonly host: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Whether the receiver's certificate has to be in order. */
  readonly verifiesTls: boolean;
}

/** The parts of a delivery that its request needs. */
export interface Sendable {
  readonly uuid: string;
  readonly eventName: EventName;
  /** Its name. */
  readonly dialect: string;
  readonly body: Buffer;
}

/** What is the same in all deliveries of a hook. */
interface Address extends HookTarget {
  readonly host: string;
  readonly shownUrl: string;
  readonly shownPath: string;
}

const addresses = new WeakMap<Hook, Address>();

function addressOf(hook: Hook): Address {
  const known = addresses.get(hook);
  if (known !== undefined) return known;
  const target = hookTarget(hook.url);
  const address = {
    ...target,
    host: new URL(target.origin).host,
    shownUrl: maskedUrl(hook.url),
    shownPath: withMaskedQuery(target.path),
  };
  addresses.set(hook, address);
  return address;
}

/** The request of a delivery: its dialect's headers, spelled as receivers see them, and its bytes. */
export function outgoingRequest(hook: Hook, delivery: Sendable): OutgoingRequest {
  const { origin, host, path, authorization } = addressOf(hook);
  const names = dialectNamed(delivery.dialect).headers;
  const { body } = delivery;
  return {
    origin,
    host,
    path,
    body,
    verifiesTls: hook.verifiesTls,
    headers: {
      'Content-Type': 'application/json',
      'User-Agent': names.userAgent,
      ...each(names.event, delivery.eventName),
      ...each(names.delivery, delivery.uuid),
      ...secretHeader(hook, names, body),
      ...(authorization === null ? {} : { Authorization: authorization }),
    },
  };
}

const each = (names: readonly string[], value: string): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, value]));

/** The secret itself, or a signature over the bytes that are sent; nothing when the hook has no secret. */
function secretHeader(hook: Hook, names: DialectHeaders, body: Buffer): Record<string, string> {
  if (hook.password === '') return {};
  switch (hook.encryptionType) {
    case 0:
      // Header values are bytes; this makes them the secret's UTF-8.
      return { [names.token]: Buffer.from(hook.password).toString('latin1') };
    case 1:
      return names.signature === null ? {} : { [names.signature]: signatureOf(hook.password, body) };
  }
}

/** The value of the signature header: HMAC-SHA256 of the bytes that are sent, with the secret's UTF-8 as the key. */
export const signatureOf = (secret: string, body: Buffer): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

const TOKENS = DIALECT_HEADERS.map(({ token }) => token);

/** All headers as they are spelled on the wire. */
export const wireHeaders = (request: OutgoingRequest): Record<string, string> => ({
  host: request.host,
  connection: 'keep-alive',
  ...request.headers,
  'content-length': String(request.body.length),
});

/** The request as the log shows it, without userinfo and secrets. */
export function shownRequest(hook: Hook, request: OutgoingRequest) {
  const headers = wireHeaders(request);
  if ('Authorization' in headers) headers['Authorization'] = 'Basic ***';
  for (const token of TOKENS) if (token in headers) headers[token] = '***';
  const { shownUrl, shownPath } = addressOf(hook);
  return { url: shownUrl, line: `POST ${shownPath} HTTP/1.1`, headers };
}
