/** A person who pushes, comments or calls the API. Ids are integers, as webhooks show them. */
export interface User {
  readonly id: number;
  readonly login: string;
  readonly name: string;
  readonly email: string;
  /** `''` when there is none. */
  readonly avatarUrl: string;
}
