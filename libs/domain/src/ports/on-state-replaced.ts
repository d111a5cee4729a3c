/**
 * For whoever keeps in memory what rows and repositories say. Providers that have it are called when both have been replaced
 * by a reset, or by restoring a snapshot: nothing is under way then, and what they know is of a state that is gone.
 */
export interface OnStateReplaced {
  onStateReplaced(): void;
}
