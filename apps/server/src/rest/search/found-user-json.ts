import { z } from 'zod';
import type { User } from '#domain';
import type { Links } from '#payloads';
import { secondsWithOffset } from '../shared/json/times.js';
import { hexId } from '../shared/json/user-json.js';

/** An entry of `GET /search/users`. */
export const FoundUserJson = () =>
  z.strictObject({
    avatar_url: z.string(),
    created_at: z.string(),
    html_url: z.string(),
    id: z.string(),
    login: z.string(),
    name: z.string(),
  });
export type FoundUserJson = z.output<ReturnType<typeof FoundUserJson>>;

export const foundUserJson = (user: User & { readonly createdAt: string }, links: Links): FoundUserJson => ({
  avatar_url: user.avatarUrl,
  created_at: secondsWithOffset(user.createdAt),
  html_url: links.user(user.login),
  id: hexId(user.id),
  login: user.login,
  name: user.name,
});
