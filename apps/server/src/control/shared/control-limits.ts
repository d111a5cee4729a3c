/** How much the control plane holds and shows: nobody gets the server to use up its memory. */
export abstract class ControlLimits {
  /** A page of a log ends once the bodies on it are this large together. */
  abstract readonly pageBytes: number;
  /** How long a reader of the stream may take in nothing before they are cut off. */
  abstract readonly streamTimeoutMs: number;
  /** What a sink keeps of the requests that were sent to it. */
  abstract readonly sinkBytes: number;
  /** What all sinks keep together. */
  abstract readonly allSinksBytes: number;
}

const MIB = 1024 * 1024;

export const CONTROL_LIMITS = {
  pageBytes: 16 * MIB,
  streamTimeoutMs: 30_000,
  sinkBytes: 16 * MIB,
  allSinksBytes: 128 * MIB,
} as const satisfies ControlLimits;
