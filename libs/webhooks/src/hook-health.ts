/** The recent failures of a hook. */
export interface HookHealth {
  /** Failed attempts in a row. */
  readonly failures: number;
  /** The end of the latest temporary disabling, ISO 8601 in UTC; null without one since the last success. */
  readonly disabledUntil: string | null;
  /** Until it is enabled by hand. */
  readonly isDisabled: boolean;
}

export const HEALTHY: HookHealth = { failures: 0, disabledUntil: null, isDisabled: false };

/** When failing hooks are disabled. */
export interface AutoDisable {
  /** The number of failed attempts in a row that disables a hook temporarily. */
  readonly after: number;
  /**
   * For how long, in milliseconds: then, and after each further failure. The failure after the last one disables it
   * for good.
   */
  readonly backoffMs: readonly number[];
}

export type AttemptResult = 'delivered' | 'failed';

/** A hook's health after an attempt; `health` itself when it is unchanged. */
export function afterAttempt(
  health: HookHealth,
  { result, now }: { readonly result: AttemptResult; readonly now: Date },
  { after, backoffMs }: AutoDisable,
): HookHealth {
  if (result === 'delivered') return health.failures === 0 ? health : HEALTHY;
  const failures = health.failures + 1;
  if (failures < after) return { ...HEALTHY, failures };
  const disabledMs = backoffMs[failures - after];
  if (disabledMs === undefined) return { failures, disabledUntil: null, isDisabled: true };
  return { failures, disabledUntil: new Date(now.getTime() + disabledMs).toISOString(), isDisabled: false };
}

/** In GitLab's words. */
export interface Alert {
  readonly status: 'executable' | 'temporarily_disabled' | 'disabled';
  /** The end of a temporary disabling, ISO 8601 in UTC; null without one. */
  readonly disabledUntil: string | null;
}

/** The status of a hook at a time. */
export function alertOf({ disabledUntil, isDisabled }: HookHealth, now: Date): Alert {
  if (isDisabled) return { status: 'disabled', disabledUntil: null };
  const isWaiting = disabledUntil !== null && Date.parse(disabledUntil) > now.getTime();
  return isWaiting
    ? { status: 'temporarily_disabled', disabledUntil }
    : { status: 'executable', disabledUntil: null };
}

/** For people: `disabled after 4 failures in a row`. */
export const disablement = ({ failures }: HookHealth): string =>
  `disabled after ${failures} ${failures === 1 ? 'failure' : 'failures in a row'}`;
