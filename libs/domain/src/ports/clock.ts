/** The current time. Time limits of requests do not use it: they are in real time. */
export abstract class Clock {
  abstract now(): Date;

  /** Whether the clock stands still. Ids are derived from content then, so that the same calls give the same ids. */
  abstract readonly isFrozen: boolean;

  /** Calls `action` at that time, and never before this call returns. @returns a function that cancels it */
  abstract at(time: Date, action: () => void): () => void;
}
