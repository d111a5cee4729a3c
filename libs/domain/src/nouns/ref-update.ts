/** The sha that git shows for "no object": the `before` of a creation, the `after` of a deletion. */
export const ZERO_SHA: string = '0'.repeat(40);

/** One ref that git moved: full name and the object shas before and after. */
export interface RefUpdate {
  readonly ref: string;
  readonly before: string;
  readonly after: string;
}
