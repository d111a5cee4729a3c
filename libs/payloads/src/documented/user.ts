import type { User } from '#domain';

/** `user` of merge requests and notes: who did it. */
export interface UserPayload {
  readonly name: string;
  readonly username: string;
  readonly avatar_url: string;
}

export const userPayload = (user: User): UserPayload => ({
  name: user.name,
  username: user.login,
  avatar_url: user.avatarUrl,
});
