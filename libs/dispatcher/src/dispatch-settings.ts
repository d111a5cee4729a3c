import type { Links } from '#payloads';

export abstract class DispatchSettings {
  abstract readonly links: Links;
  /** How long one delivery may take when its hook does not say, in milliseconds. */
  abstract readonly timeoutMs: number;
}
