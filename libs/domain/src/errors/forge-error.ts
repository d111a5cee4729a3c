export type ForgeErrorCode =
  'malformed' | 'unauthorized' | 'forbidden' | 'not_found' | 'not_allowed' | 'conflict' | 'invalid';

/** A request that cannot be fulfilled. The message is for people: what was wrong, and what would be right. */
export class ForgeError extends Error {
  constructor(
    readonly code: ForgeErrorCode,
    message: string,
  ) {
    super(message);
    this.name = 'ForgeError';
  }
}
