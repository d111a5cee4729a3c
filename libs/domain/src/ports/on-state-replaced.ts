/**
 * For providers that cache rows or repositories. It is called when a reset or a restored snapshot has replaced both:
 * nothing is under way then, and all that they hold is outdated.
 */
export interface OnStateReplaced {
  onStateReplaced(): void;
}
