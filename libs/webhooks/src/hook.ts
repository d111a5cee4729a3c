import type { EventFlag } from '#domain';
import type { HookHealth } from './hook-health.js';

/** What a hook listens to; the names are the REST API's. */
export type Subscriptions = Readonly<Record<EventFlag, boolean>>;

/** How the secret travels: 0 as a header of its own, 1 as the key of a signature. */
export type EncryptionType = 0 | 1;

export interface Hook extends Subscriptions, HookHealth {
  readonly id: number;
  readonly repositoryId: number;
  /** As it was registered, userinfo included: never show it to anyone but the API's caller. */
  readonly url: string;
  /** `''` when there is none. */
  readonly password: string;
  readonly encryptionType: EncryptionType;
  /** How its deliveries look; null follows the server's setting. */
  readonly dialect: string | null;
  /** How long one delivery may take, in milliseconds; null follows the server's setting. */
  readonly timeoutMs: number | null;
  /** How long to wait before each further attempt, in milliseconds; none for no retries, null follows the server's setting. */
  readonly retryDelaysMs: number[] | null;
  /** Whether the receiver's certificate has to be in order. */
  readonly verifiesTls: boolean;
  /** What its owner noted down about it. */
  readonly description: string;
  /** ISO 8601 in UTC. */
  readonly createdAt: string;
}
