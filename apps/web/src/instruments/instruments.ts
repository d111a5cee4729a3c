export type InstrumentName = 'faults' | 'clock' | 'trigger' | 'check' | 'snapshots' | 'misses';

/** In the order in which they are shown. */
export const INSTRUMENTS: readonly { readonly name: InstrumentName; readonly href: string }[] = [
  { name: 'faults', href: '/-/faults' },
  { name: 'clock', href: '/-/clock' },
  { name: 'trigger', href: '/-/trigger' },
  { name: 'check', href: '/-/check' },
  { name: 'snapshots', href: '/-/snapshots' },
  { name: 'misses', href: '/-/misses' },
];
