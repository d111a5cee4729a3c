import { z } from 'zod';
import { fullName, type Repository, type User } from '#domain';
import type { Links } from '#payloads';
import type { Permissions } from '../shared/json/listed-repository-json.js';
import { hexId } from '../shared/json/user-json.js';

/** The permissions, lowest first. */
export type Permission = 'pull' | 'push' | 'admin';

export const permissionsOf = (permission: Permission): Permissions => ({
  pull: true,
  push: permission !== 'pull',
  admin: permission === 'admin',
});

/** The answer of `PUT …/collaborators/{login}`. */
export const GrantedJson = () =>
  z.strictObject({
    id: z.string(),
    login: z.string(),
    name: z.string(),
    avatar_url: z.null(),
    html_url: z.string(),
    remark: z.string(),
    type: z.string(),
    permissions: z.strictObject({ pull: z.boolean(), push: z.boolean(), admin: z.boolean() }),
  });
export type GrantedJson = z.output<ReturnType<typeof GrantedJson>>;

export const grantedJson = (user: User, permission: Permission, links: Links): GrantedJson => ({
  id: hexId(user.id),
  login: user.login,
  name: user.name,
  avatar_url: null,
  html_url: links.user(user.login),
  remark: '',
  type: 'User',
  permissions: permissionsOf(permission),
});

const LEVELS: Readonly<Record<Permission, number>> = { pull: 20, push: 30, admin: 40 };

/** An entry of `GET …/collaborators`. */
export const CollaboratorJson = () =>
  z.strictObject({
    id: z.string(),
    login: z.string(),
    name: z.string(),
    username: z.string(),
    nick_name: z.string(),
    state: z.string(),
    avatar: z.null(),
    avatar_url: z.string(),
    email: z.string(),
    name_cn: z.string(),
    web_url: z.string(),
    access_level: z.int(),
    expires_at: z.null(),
    limited: z.null(),
    type: z.string(),
    last_owner: z.null(),
    is_current_source_member: z.null(),
    last_source_owner: z.null(),
    join_way: z.null(),
    source_name: z.null(),
    member_roles: z.null(),
    iam_id: z.string(),
    committer_system_from: z.null(),
    permissions: z.strictObject({ pull: z.boolean(), push: z.boolean(), admin: z.boolean() }),
  });
export type CollaboratorJson = z.output<ReturnType<typeof CollaboratorJson>>;

export const collaboratorJson = (user: User, permission: Permission, links: Links): CollaboratorJson => ({
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

/** The answer of `GET …/collaborators/{login}/permission`. */
export const PermissionJson = () =>
  z.strictObject({
    id: z.string(),
    login: z.string(),
    permission: z.enum(['pull', 'push', 'admin', 'none']),
  });
export type PermissionJson = z.output<ReturnType<typeof PermissionJson>>;

export const permissionJson = (user: User, permission: Permission | null): PermissionJson => ({
  id: hexId(user.id),
  login: user.login,
  permission: permission ?? 'none',
});

/** The answer of `GET …/collaborators/{username}`. */
export const CheckedJson = () => z.strictObject({ message: z.string() });
type CheckedJson = z.output<ReturnType<typeof CheckedJson>>;

export const checkedJson = ({ login }: User, at: Repository): CheckedJson => ({
  message: `${login} is a collaborator of ${fullName(at)}`,
});
