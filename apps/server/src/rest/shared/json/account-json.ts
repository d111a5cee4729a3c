import type { User } from '#domain';
import type { Links } from '#payloads';
import { hexId } from './user-json.js';

/** By which comments show a user. */
export const personJson = (user: User, links: Links) => ({
  id: hexId(user.id),
  login: user.login,
  name: user.name,
  avatar_url: user.avatarUrl,
  html_url: links.user(user.login),
});

/** A user as an owner, an author, or whoever merged or closed. */
export const accountJson = (user: User, links: Links) => ({
  id: hexId(user.id),
  login: user.login,
  name: user.name,
  state: 'active',
  avatar_url: user.avatarUrl,
  avatar_path: null,
  email: user.email,
  name_cn: user.name,
  html_url: links.user(user.login),
  tenant_name: null,
  is_member: null,
});

/** A user as GitLab shows one. */
export const memberJson = (user: User, links: Links) => ({
  id: hexId(user.id),
  name: user.name,
  username: user.login,
  iam_id: hexId(user.id),
  nick_name: user.name,
  state: 'active',
  avatar_url: user.avatarUrl,
  avatar_path: null,
  email: user.email,
  name_cn: user.name,
  web_url: links.user(user.login),
  tenant_name: null,
  is_member: null,
});
