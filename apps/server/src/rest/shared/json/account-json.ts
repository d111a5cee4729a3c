import { z } from 'zod';
import type { User } from '#domain';
import type { Links } from '#payloads';
import { hexId } from './user-json.js';

/** A user in comments. */
export const PersonJson = () =>
  z.strictObject({
    id: z.string(),
    login: z.string(),
    name: z.string(),
    avatar_url: z.string(),
    html_url: z.string(),
  });
export type PersonJson = z.output<ReturnType<typeof PersonJson>>;

export const personJson = (user: User, links: Links): PersonJson => ({
  id: hexId(user.id),
  login: user.login,
  name: user.name,
  avatar_url: user.avatarUrl,
  html_url: links.user(user.login),
});

/** A user as an owner, an author, or the one who merged or closed. */
export const AccountJson = () =>
  z.strictObject({
    id: z.string(),
    login: z.string(),
    name: z.string(),
    state: z.string(),
    avatar_url: z.string(),
    avatar_path: z.null(),
    email: z.string(),
    name_cn: z.string(),
    html_url: z.string(),
    tenant_name: z.null(),
    is_member: z.null(),
  });
export type AccountJson = z.output<ReturnType<typeof AccountJson>>;

export const accountJson = (user: User, links: Links): AccountJson => ({
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

/** The keys after the name in both forms below. */
const ProfileJson = () =>
  z.strictObject({
    iam_id: z.string(),
    nick_name: z.string(),
    state: z.string(),
    avatar_url: z.string(),
    avatar_path: z.null(),
    email: z.string(),
    name_cn: z.string(),
    web_url: z.string(),
    tenant_name: z.null(),
    is_member: z.null(),
  });

const profileJson = (user: User, links: Links): z.output<ReturnType<typeof ProfileJson>> => ({
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

/** A user as GitLab shows one. */
export const MemberJson = () =>
  z.strictObject({ id: z.string(), name: z.string(), username: z.string(), ...ProfileJson().shape });
export type MemberJson = z.output<ReturnType<typeof MemberJson>>;

export const memberJson = (user: User, links: Links): MemberJson => ({
  id: hexId(user.id),
  name: user.name,
  username: user.login,
  ...profileJson(user, links),
});

/** The user of an operation on a merge request. */
export const OperatorJson = () =>
  z.strictObject({ id: z.string(), name: z.string(), login: z.string(), ...ProfileJson().shape });

export const operatorJson = (user: User, links: Links): z.output<ReturnType<typeof OperatorJson>> => ({
  id: hexId(user.id),
  name: user.name,
  login: user.login,
  ...profileJson(user, links),
});
