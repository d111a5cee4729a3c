import { z } from 'zod';
import type { User } from '#domain';
import type { Links } from '#payloads';
import { EmptyListJson } from './nothing-json.js';

/** REST shows user ids as 24 hex digits; webhooks show the integer. */
export const hexId = (id: number): string => id.toString(16).padStart(24, '0');

export const UserJson = () =>
  z.strictObject({
    avatar_url: z.string(),
    followers_url: z.string(),
    html_url: z.string(),
    id: z.string(),
    login: z.string(),
    name: z.string(),
    type: z.string(),
    url: z.string(),
    bio: z.string(),
    blog: z.string(),
    company: z.string(),
    email: z.string(),
    followers: z.int(),
    following: z.int(),
    top_languages: EmptyListJson(),
  });
export type UserJson = z.output<ReturnType<typeof UserJson>>;

export const userJson = (user: User, links: Links): UserJson => ({
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

/** The four keys of a user inside other objects. */
export const UserReference = () =>
  z.strictObject({
    id: z.string(),
    login: z.string(),
    name: z.string(),
    type: z.string(),
  });
export type UserReference = z.output<ReturnType<typeof UserReference>>;

export const userReference = (user: User): UserReference => ({
  id: hexId(user.id),
  login: user.login,
  name: user.name,
  type: 'User',
});
