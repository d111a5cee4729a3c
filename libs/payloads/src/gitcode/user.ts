import type { User } from '#domain';

export const userPayload = (user: User) => ({
  id: user.id,
  name: user.name,
  username: user.login,
  avatar_url: user.avatarUrl,
  email: user.email,
});
