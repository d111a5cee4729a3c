import type { User } from '#domain';
import type { Links } from '#payloads';
import { hexId } from '../../rest/shared/json/user-json.js';
import { withoutOffset } from '../shared/times.js';

/** The answer of `GET /user/info`. */
export const olderUserJson = (
  user: User,
  { createdAt, totalRepositories, links }: { createdAt: string; totalRepositories: number; links: Links },
) => ({
  login: user.login,
  id: hexId(user.id),
  url: links.api(`/users/${user.login}`),
  name: user.name,
  company: '',
  blog: '',
  location: '',
  hide_email: false,
  email: user.email,
  bio: '',
  avatar_url: user.avatarUrl,
  html_url: links.user(user.login),
  followers: 0,
  following: 0,
  total_repos: totalRepositories,
  created_at: withoutOffset(createdAt),
  updated_at: withoutOffset(createdAt),
});
