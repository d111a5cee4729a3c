/** Limits of the control API: no client can use up the server's memory. */
export abstract class ControlLimits {
  /** The total size of the bodies on a page of a log. */
  abstract readonly pageBytes: number;
  /** How long a reader of the stream may read nothing before the connection is closed. */
  abstract readonly streamTimeoutMs: number;
  /** The size of the requests that a sink keeps. */
  abstract readonly sinkBytes: number;
  /** The size of the requests that all sinks keep together. */
  abstract readonly allSinksBytes: number;
}

const MIB = 1024 * 1024;

export const CONTROL_LIMITS = {
  pageBytes: 16 * MIB,
  streamTimeoutMs: 30_000,
  sinkBytes: 16 * MIB,
  allSinksBytes: 128 * MIB,
} as const satisfies ControlLimits;
