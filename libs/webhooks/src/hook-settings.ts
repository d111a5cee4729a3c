import type { AutoDisable } from './hook-health.js';

export abstract class HookSettings {
  /** Null for hooks that may fail as often as they like. */
  abstract readonly autoDisable: AutoDisable | null;
}
