import type { EventName } from '#domain';

/** What can go wrong with a delivery. */
export type DeliveryFaultKind =
  /** It leaves late. */
  | 'delay'
  /** It never leaves. */
  | 'drop'
  /** It arrives several times. */
  | 'duplicate'
  /** It is held while others pass, and released in another order. */
  | 'hold'
  | 'wrong_signature'
  | 'wrong_token'
  /** Fewer bytes than announced, then the connection ends. */
  | 'truncated_body'
  /** All bytes that are announced, but no JSON. */
  | 'invalid_json'
  | 'slow_body'
  /** The connection is reset after the headers. */
  | 'reset'
  | 'wrong_content_type'
  | 'unknown_event';

/** What can go wrong with a call to this server. */
type CallFaultKind = 'delay' | 'status' | 'reset' | 'rate_limit';

export const RELEASE_ORDERS = ['reverse', 'same', 'shuffled'] as const;
export type ReleaseOrder = (typeof RELEASE_ORDERS)[number];

/** Which of the matching deliveries or calls trigger the fault: the next n, every nth, or some at random. */
type Frequency =
  | { readonly next: number }
  | { readonly every: number }
  | { readonly probability: number; readonly seed: number };

export interface DeliveryFault {
  readonly when: Frequency;
  readonly on: 'deliveries';
  readonly kind: DeliveryFaultKind;
  /** Null for all, like the two below. */
  readonly hookId: number | null;
  readonly event: EventName | null;
  /** `owner/repo`, in any case. */
  readonly repository: string | null;
  /** Of `delay` and `slow_body`. */
  readonly delayMs: number;
  /** Of `duplicate`: how many arrive. */
  readonly times: number;
  /** Of `hold`. */
  readonly release: ReleaseOrder;
  /** Of `wrong_content_type` and `unknown_event`: what stands there instead. */
  readonly value: string;
}

export interface CallFault {
  readonly when: Frequency;
  readonly on: 'api' | 'git';
  readonly kind: CallFaultKind;
  /** Null for all, like the path. */
  readonly method: string | null;
  /** What the path begins with. */
  readonly path: string | null;
  readonly delayMs: number;
  /** Of `status` and `rate_limit`. */
  readonly status: number;
  /** Of `status`. */
  readonly message: string;
  /** Of `rate_limit`: how long it lasts. */
  readonly retryAfterMs: number;
}

export type Fault = DeliveryFault | CallFault;

/** A fault and how often it was triggered. */
export interface KnownFault {
  readonly id: number;
  readonly fault: Fault;
  /** How many deliveries or calls matched it. */
  readonly seen: number;
  readonly struck: number;
}

/**
 * Whether the next match triggers a fault.
 * @param seen how many matches there were before
 * @param random the next of its random numbers, from 0 to 1
 */
export function triggers(when: Frequency, seen: number, random: () => number): boolean {
  if ('next' in when) return seen < when.next;
  if ('every' in when) return (seen + 1) % when.every === 0;
  return random() < when.probability;
}

/** Random numbers from 0 to 1, the same for the same seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
