import type { User } from '#domain';
import type { Links } from '#payloads';

/** REST shows user ids as 24 hex digits; webhooks show the integer. */
export const hexId = (id: number): string => id.toString(16).padStart(24, '0');

export const userJson = (user: User, links: Links) => ({
  avatar_url: user.avatarUrl,
  followers_url: links.api(`/users/${user.login}/followers`),
  html_url: links.user(user.login),
  id: hexId(user.id),
  login: user.login,
  name: user.name,
  type: 'User',
  url: links.api(`/users/${user.login}`),
  bio: '',
  blog: '',
  company: '',
  email: user.email,
  followers: 0,
  following: 0,
  top_languages: [],
});

/** The four keys by which other objects show a user. */
export const userReference = (user: User) => ({
  id: hexId(user.id),
  login: user.login,
  name: user.name,
  type: 'User',
});
