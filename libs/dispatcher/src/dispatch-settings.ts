import type { Links } from '#payloads';
import type { DispatchTimings } from './dispatch-timings.js';
import type { NetworkSettings } from './http/network/network-settings.js';
import type { StatusRange } from './status-range.js';

export abstract class DispatchSettings {
  abstract readonly links: Links;
  /** How deliveries look when their hook does not say. */
  abstract readonly dialect: string;
  /** How long one delivery may take when its hook does not say, in milliseconds. */
  abstract readonly timeoutMs: number;
  /** How long to wait before each further attempt, in milliseconds, when its hook does not say. */
  abstract readonly retryDelaysMs: readonly number[];
  /** By what part of itself a wait may be longer, at random: 0 for never. */
  abstract readonly jitter: number;
  /** Whether later deliveries of a hook wait for one that is to be tried again, or pass it. */
  abstract readonly order: 'strict' | 'pass';
  /** Which answers count as delivered. */
  abstract readonly success: readonly StatusRange[];
  /** How many hooks may trigger each other in a row. */
  abstract readonly loopDepth: number;
  /** How many deliveries of a hook stay on record, not counting pending ones; Infinity for all. */
  abstract readonly keepDeliveries: number;
  /** How long what happened stays on record, in milliseconds; Infinity for ever. */
  abstract readonly keepForMs: number;
  abstract readonly network: NetworkSettings;
  abstract readonly timings: DispatchTimings;
}
