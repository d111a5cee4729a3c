import type { AutoDisable } from './hook-health.js';

export abstract class HookSettings {
  /** Null when failing hooks are never disabled. */
  abstract readonly autoDisable: AutoDisable | null;
}
