/** What time it is. The time limits of single requests are no business of it: they are real seconds. */
export abstract class Clock {
  abstract now(): Date;

  /** Whether it stands still: then ids are made of what they stand for, so that the same calls give the same ones. */
  abstract readonly isFrozen: boolean;

  /** Calls `action` once that time has come, later than this call. @returns how to call it off */
  abstract at(time: Date, action: () => void): () => void;
}
