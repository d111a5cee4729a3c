import type { HookTested } from '#domain';

export interface TestHookPayload {
  readonly before: string;
  readonly after: string;
}

/** What the contract's receiver example prints after a press on Test Hook: two keys, under the push header. */
export const testHookPayload = (event: HookTested): TestHookPayload => ({
  before: event.before,
  after: event.after,
});
