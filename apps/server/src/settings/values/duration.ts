const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** The form of a duration, for error messages. */
export const DURATION_FORM = 'a number of seconds, or a number with ms, s, m, h or d, such as 500ms or 10s';

/**
 * Parses `500ms`, `10s`, `2m`, `1h`, `7d`, or seconds without a unit.
 * @returns whole milliseconds; null for an invalid duration
 */
export function durationMs(text: string): number | null {
  const [, amount, unit = 's'] = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)?$/.exec(text.trim()) ?? [];
  const factor = UNIT_MS[unit];
  return amount === undefined || factor === undefined ? null : Math.round(Number(amount) * factor);
}
