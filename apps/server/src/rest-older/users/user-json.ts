import { z } from 'zod';
import type { User } from '#domain';
import type { Links } from '#payloads';
import { hexId } from '../../rest/shared/json/user-json.js';
import { withoutOffset } from '../shared/times.js';

/** The answer of `GET /user/info`. */
export const OlderUserJson = () =>
  z.strictObject({
    login: z.string(),
    id: z.string(),
    url: z.string(),
    name: z.string(),
    company: z.string(),
    blog: z.string(),
    location: z.string(),
    hide_email: z.boolean(),
    email: z.string(),
    bio: z.string(),
    avatar_url: z.string(),
    html_url: z.string(),
    followers: z.int(),
    following: z.int(),
    total_repos: z.int(),
    created_at: z.string(),
    updated_at: z.string(),
  });
export type OlderUserJson = z.output<ReturnType<typeof OlderUserJson>>;

export const olderUserJson = (
  user: User,
  { createdAt, totalRepositories, links }: { createdAt: string; totalRepositories: number; links: Links },
): OlderUserJson => ({
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
