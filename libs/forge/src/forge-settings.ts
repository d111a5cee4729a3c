/** `open`: anyone may do anything. `strict`: a valid token for everything, and rights are checked. */
export type AuthMode = 'open' | 'strict';

export abstract class ForgeSettings {
  abstract readonly auth: AuthMode;
  /** Whether a push to a repository that does not exist creates it. */
  abstract readonly createOnPush: boolean;
}
