import type { User } from '#domain';
import type { Integer } from '../../formats.js';

export interface UserPayload {
  readonly id: Integer;
  readonly name: string;
  readonly username: string;
  readonly avatar_url: string;
  readonly email: string;
}

export const userPayload = (user: User): UserPayload => ({
  id: user.id,
  name: user.name,
  username: user.login,
  avatar_url: user.avatarUrl,
  email: user.email,
});
