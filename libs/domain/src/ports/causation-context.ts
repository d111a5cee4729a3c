/**
 * The delivery that caused the current request: receivers that act on the server can make hooks trigger each other
 * for ever.
 */
export abstract class CausationContext {
  /** The id of the delivery that caused what is under way; null when none is known. */
  abstract current(): string | null;
}
