import type { Links } from '#payloads';
import type { DispatchTimings } from './dispatch-timings.js';
import type { NetworkSettings } from './http/network/network-settings.js';
import type { StatusRange } from './status-range.js';

export abstract class DispatchSettings {
  abstract readonly links: Links;
  /** The dialect of hooks that name none. */
  abstract readonly dialect: string;
  /** The time limit of a delivery whose hook sets none, in milliseconds. */
  abstract readonly timeoutMs: number;
  /** The delay before each retry, in milliseconds, for hooks that set none. */
  abstract readonly retryDelaysMs: readonly number[];
  /** The largest part by which a delay is lengthened at random: 0 for never. */
  abstract readonly jitter: number;
  /** Whether later deliveries of a hook wait for one that is retried, or pass it. */
  abstract readonly order: 'strict' | 'pass';
  /** Which answers count as delivered. */
  abstract readonly success: readonly StatusRange[];
  /** How many hooks may trigger each other in a row. */
  abstract readonly loopDepth: number;
  /** How many completed deliveries are kept per hook; Infinity for all. */
  abstract readonly keepDeliveries: number;
  /** How long completed deliveries and events are kept, in milliseconds; Infinity for ever. */
  abstract readonly keepForMs: number;
  abstract readonly network: NetworkSettings;
  abstract readonly timings: DispatchTimings;
}
