import type { EventFlag } from '#domain';
import type { HookHealth } from './hook-health.js';

/** The events that a hook is subscribed to, by their flags in the REST API. */
export type Subscriptions = Readonly<Record<EventFlag, boolean>>;

/** 0: the secret is sent in a header; 1: it is the key of a signature. */
export type EncryptionType = 0 | 1;

export interface Hook extends Subscriptions, HookHealth {
  readonly id: number;
  readonly repositoryId: number;
  /** As registered, with userinfo: show it only to the API's caller. */
  readonly url: string;
  /** `''` when there is none. */
  readonly password: string;
  readonly encryptionType: EncryptionType;
  /** The dialect of its deliveries; null follows the server's setting. */
  readonly dialect: string | null;
  /** The time limit of a delivery, in milliseconds; null follows the server's setting. */
  readonly timeoutMs: number | null;
  /** The delay before each retry, in milliseconds; empty for no retries, null follows the server's setting. */
  readonly retryDelaysMs: number[] | null;
  /** Whether the receiver's certificate must be valid. */
  readonly verifiesTls: boolean;
  /** Its owner's description. */
  readonly description: string;
  /** ISO 8601 in UTC. */
  readonly createdAt: string;
}
