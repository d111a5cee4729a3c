const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const;

/** In the largest unit that says enough: `340 ms`, `5 s`, `2 h`. Negative ones are none. */
export function duration(ms: number): string {
  const [unit, size] = UNITS.find(([, least]) => ms >= least) ?? ['ms', 1];
  const value = Math.max(0, ms) / size;
  return `${unit === 'ms' || value >= 10 ? Math.round(value) : Math.round(value * 10) / 10} ${unit}`;
}
