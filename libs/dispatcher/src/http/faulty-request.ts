import type { Hook } from '#webhooks';
import { dialectNamed, type DialectHeaders } from '#payloads';
import type { DeliveryFault, DeliveryFaultKind } from '../faults/fault.js';
import { outgoingRequest, signatureOf, type OutgoingRequest, type Sendable } from './outgoing-request.js';

/** How a request is sent. */
export interface SendOptions {
  /** The delay before it is sent. */
  readonly delayMs: number;
  /** The time over which the body is spread. */
  readonly bodyMs: number;
  /** Where and how the connection ends too early; null for a complete request. */
  readonly cut: { readonly afterBytes: number; readonly how: 'closed' | 'reset' } | null;
  /** How often it is sent. */
  readonly times: number;
}

export const PLAIN: SendOptions = { delayMs: 0, bodyMs: 0, cut: null, times: 1 };

/** Stands for a secret that is not the hook's, as a token or as the key of a signature. */
const WRONG_SECRET = 'not the secret of this hook';

/** Which kinds of fault apply to a hook's deliveries: a signature can only be wrong where there is one. */
export function isApplicable(hook: Hook, dialect: string): (kind: DeliveryFaultKind) => boolean {
  const hasSecret = hook.password !== '';
  const isSigned = hook.encryptionType === 1;
  return (kind) => {
    if (kind === 'wrong_signature')
      return hasSecret && isSigned && dialectNamed(dialect).headers.signature !== null;
    return kind !== 'wrong_token' || (hasSecret && !isSigned);
  };
}

/** The request and how it is sent, with the effects of all the faults. */
export function faultyRequest(
  hook: Hook,
  delivery: Sendable,
  faults: readonly DeliveryFault[],
): { readonly request: OutgoingRequest; readonly options: SendOptions } {
  if (faults.length === 0) return { request: outgoingRequest(hook, delivery), options: PLAIN };
  // The signature covers the bytes that are sent, broken or not.
  const isBroken = faults.some(({ kind }) => kind === 'invalid_json');
  const request = outgoingRequest(
    hook,
    isBroken ? { ...delivery, body: delivery.body.subarray(0, -1) } : delivery,
  );
  const names = dialectNamed(delivery.dialect).headers;
  const effects = faults.map((fault) => effectOf(fault, request, names));
  return {
    request: {
      ...request,
      headers: Object.assign({}, request.headers, ...effects.map(({ headers }) => headers)),
    },
    options: Object.assign({}, PLAIN, ...effects.map(({ options }) => options)),
  };
}

/** What a fault changes. */
interface Effect {
  readonly headers?: Readonly<Record<string, string>>;
  readonly options?: Partial<SendOptions>;
}

function effectOf(fault: DeliveryFault, { body }: OutgoingRequest, names: DialectHeaders): Effect {
  switch (fault.kind) {
    case 'delay':
      return { options: { delayMs: fault.delayMs } };
    case 'slow_body':
      return { options: { bodyMs: fault.delayMs } };
    case 'duplicate':
      return { options: { times: fault.times } };
    case 'truncated_body':
      return { options: { cut: { afterBytes: body.length >> 1, how: 'closed' } } };
    case 'reset':
      return { options: { cut: { afterBytes: 0, how: 'reset' } } };
    case 'wrong_signature':
      return names.signature === null
        ? {}
        : { headers: { [names.signature]: signatureOf(WRONG_SECRET, body) } };
    case 'wrong_token':
      return { headers: { [names.token]: WRONG_SECRET } };
    case 'wrong_content_type':
      return { headers: { 'Content-Type': fault.value } };
    case 'unknown_event':
      return { headers: Object.fromEntries(names.event.map((name) => [name, fault.value])) };
    case 'invalid_json':
    case 'drop':
    case 'hold':
      return {};
  }
}
