import type { User } from '#domain';
import type { Links } from '#payloads';
import { hexId } from '../shared/json/user-json.js';

/** What is given to somebody, from the least to the most. */
export type Permission = 'pull' | 'push' | 'admin';

const permissionsOf = (permission: Permission) => ({
  pull: true,
  push: permission !== 'pull',
  admin: permission === 'admin',
});

/** The answer of `PUT …/collaborators/{login}`. */
export const grantedJson = (user: User, permission: Permission, links: Links) => ({
  id: hexId(user.id),
  login: user.login,
  name: user.name,
  avatar_url: null,
  html_url: links.user(user.login),
  remark: '',
  type: 'User',
  permissions: permissionsOf(permission),
});

/** The same of `PUT …/members/{login}`. */
export const memberOfRepositoryJson = (user: User, permission: Permission, links: Links) => ({
  followers_url: links.api(`/users/${user.login}/followers`),
  html_url: links.user(user.login),
  id: hexId(user.id),
  login: user.login,
  name: user.name,
  type: 'User',
  url: links.api(`/users/${user.login}`),
  permissions: {
    admin: permission === 'admin',
    push: permission !== 'pull',
    customized: false,
    pull: true,
  },
});

const LEVELS: Readonly<Record<Permission, number>> = { pull: 20, push: 30, admin: 40 };

/** An entry of `GET …/collaborators`. */
export const collaboratorJson = (user: User, permission: Permission, links: Links) => ({
  id: hexId(user.id),
  login: user.login,
  name: user.name,
  username: user.login,
  nick_name: user.name,
  state: 'active',
  avatar: null,
  avatar_url: user.avatarUrl,
  email: user.email,
  name_cn: user.name,
  web_url: links.user(user.login),
  access_level: LEVELS[permission],
  expires_at: null,
  limited: null,
  type: 'User',
  last_owner: null,
  is_current_source_member: null,
  last_source_owner: null,
  join_way: null,
  source_name: null,
  member_roles: null,
  iam_id: hexId(user.id),
  committer_system_from: null,
  permissions: permissionsOf(permission),
});
