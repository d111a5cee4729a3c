/** Why somebody does something: hooks whose receivers act on the server can trigger each other for ever. */
export abstract class CausationContext {
  /** The id of the delivery that made the caller do what is under way; null when none is known to. */
  abstract current(): string | null;
}
