import { linkTo } from '../router/base.js';
export type InstrumentName = 'faults' | 'clock' | 'trigger' | 'check' | 'snapshots' | 'misses';

/** In the order in which they are shown. */
export const INSTRUMENTS: readonly { readonly name: InstrumentName; readonly href: string }[] = [
  { name: 'faults', href: linkTo('/-/faults') },
  { name: 'clock', href: linkTo('/-/clock') },
  { name: 'trigger', href: linkTo('/-/trigger') },
  { name: 'check', href: linkTo('/-/check') },
  { name: 'snapshots', href: linkTo('/-/snapshots') },
  { name: 'misses', href: linkTo('/-/misses') },
];
