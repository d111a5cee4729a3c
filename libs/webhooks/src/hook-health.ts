/** How a hook has fared lately. */
export interface HookHealth {
  /** Failed attempts in a row. */
  readonly failures: number;
  /** When its latest rest ends or ended, ISO 8601 in UTC; null when it had none since it last succeeded. */
  readonly disabledUntil: string | null;
  /** For good, until somebody enables it. */
  readonly isDisabled: boolean;
}

export const HEALTHY: HookHealth = { failures: 0, disabledUntil: null, isDisabled: false };

/** When a hook that fails again and again is left alone. */
export interface AutoDisable {
  /** So many failed attempts in a row make it rest. */
  readonly after: number;
  /** How long it rests then, and after each further failure, in milliseconds; the failure after the last rest disables it. */
  readonly restsMs: readonly number[];
}

export type AttemptResult = 'delivered' | 'failed';

/** What an attempt makes of a hook's health; `health` itself when that changes nothing. */
export function afterAttempt(
  health: HookHealth,
  { result, now }: { readonly result: AttemptResult; readonly now: Date },
  { after, restsMs }: AutoDisable,
): HookHealth {
  if (result === 'delivered') return health.failures === 0 ? health : HEALTHY;
  const failures = health.failures + 1;
  if (failures < after) return { ...HEALTHY, failures };
  const restMs = restsMs[failures - after];
  if (restMs === undefined) return { failures, disabledUntil: null, isDisabled: true };
  return { failures, disabledUntil: new Date(now.getTime() + restMs).toISOString(), isDisabled: false };
}

/** In GitLab's words. */
export interface Alert {
  readonly status: 'executable' | 'temporarily_disabled' | 'disabled';
  /** When its rest ends, ISO 8601 in UTC; null when it does not rest. */
  readonly disabledUntil: string | null;
}

/** What a hook's health means at a time. */
export function alertOf({ disabledUntil, isDisabled }: HookHealth, now: Date): Alert {
  if (isDisabled) return { status: 'disabled', disabledUntil: null };
  const rests = disabledUntil !== null && Date.parse(disabledUntil) > now.getTime();
  return rests
    ? { status: 'temporarily_disabled', disabledUntil }
    : { status: 'executable', disabledUntil: null };
}

/** For people: `disabled after 4 failures in a row`. */
export const disablement = ({ failures }: HookHealth): string =>
  `disabled after ${failures} ${failures === 1 ? 'failure' : 'failures in a row'}`;
