import { z } from 'zod';
import type { Member, NamespaceRow } from '#forge';
import type { Links } from '#payloads';
import { PersonJson, personJson } from '../shared/json/account-json.js';
import { keysFirst } from '../shared/json/keys-first.js';
import { hexId } from '../shared/json/user-json.js';
import { nameOf } from './organisation-json.js';

const roleOf = ({ role }: Pick<Member, 'role'>): string => (role === 'member' ? 'member' : 'admin');

/** The answer of `GET /orgs/{org}/members/{login}`, which is 404 for others. */
export const MemberJson = () =>
  z.strictObject({
    id: z.int(),
    path: z.string(),
    name: z.string(),
    url: z.string(),
    avatar_url: z.null(),
    user: PersonJson(),
  });
export type MemberJson = z.output<ReturnType<typeof MemberJson>>;

export const memberJson = (member: Member, row: NamespaceRow, links: Links): MemberJson => ({
  id: row.id,
  path: row.path,
  name: nameOf(row),
  url: links.api(`/orgs/${row.path}`),
  avatar_url: null,
  user: personJson(member.user, links),
});

/** An entry of `GET /orgs/{org}/members`. */
export const ListedMemberJson = () =>
  z.strictObject({
    avatar_url: z.string(),
    followers_url: z.string(),
    html_url: z.string(),
    id: z.string(),
    login: z.string(),
    member_role: z.string(),
    name: z.string(),
    type: z.string(),
    url: z.string(),
  });
export type ListedMemberJson = z.output<ReturnType<typeof ListedMemberJson>>;

export const listedMemberJson = (member: Member, links: Links): ListedMemberJson => {
  const { user } = member;
  return {
    avatar_url: user.avatarUrl,
    followers_url: links.api(`/users/${user.login}/followers`),
    html_url: links.user(user.login),
    id: hexId(user.id),
    login: user.login,
    member_role: roleOf(member),
    name: user.name,
    type: 'User',
    url: links.api(`/users/${user.login}`),
  };
};

/** The answer of `GET /user/memberships/orgs/{org}`. */
export const MembershipJson = () =>
  z.strictObject({
    ...MemberJson().shape,
    active: z.boolean(),
    role: z.string(),
    organization: z.strictObject({
      id: z.int(),
      login: z.string(),
      name: z.string(),
    }),
  });
export type MembershipJson = z.output<ReturnType<typeof MembershipJson>>;

export const membershipJson = (member: Member, row: NamespaceRow, links: Links): MembershipJson => ({
  ...memberJson(member, row, links),
  active: true,
  role: roleOf(member),
  organization: { id: row.id, login: row.path, name: nameOf(row) },
});

/** A member as enterprises show one. */
export const EnterpriseMemberJson = () =>
  z.strictObject({
    user: EnterpriseUserJson(),
    url: z.string(),
    active: z.boolean(),
    role: z.string(),
    enterprise: z.strictObject({
      id: z.int(),
      url: z.string(),
    }),
  });
export type EnterpriseMemberJson = z.output<ReturnType<typeof EnterpriseMemberJson>>;

export const enterpriseMemberJson = (
  { user, ...member }: Member,
  row: NamespaceRow,
  links: Links,
): EnterpriseMemberJson => ({
  user: {
    avatar_url: user.avatarUrl,
    html_url: links.user(user.login),
    id: hexId(user.id),
    login: user.login,
    name: user.name,
    url: links.api(`/users/${user.login}`),
  },
  url: links.api(`/enterprises/${row.path}/members/${user.login}`),
  active: true,
  role: roleOf(member),
  enterprise: { id: row.id, url: links.api(`/orgs/${row.path}`) },
});

const EnterpriseUserJson = () =>
  z.strictObject({
    avatar_url: z.string(),
    html_url: z.string(),
    id: z.string(),
    login: z.string(),
    name: z.string(),
    url: z.string(),
  });

const CHANGED_MEMBER = ['active', 'role', 'url', 'user'] as const;
const CHANGED_USER = ['id', 'login', 'url', 'html_url'] as const;

/** The same in the answer of `PUT /enterprises/{enterprise}/members/{login}`. */
export const ChangedMemberJson = () =>
  z.strictObject(
    keysFirst(CHANGED_MEMBER, {
      ...EnterpriseMemberJson().shape,
      user: z.strictObject(keysFirst(CHANGED_USER, EnterpriseUserJson().shape)),
    }),
  );

export const changedMemberJson = (member: Member, row: NamespaceRow, links: Links): EnterpriseMemberJson => {
  const json = enterpriseMemberJson(member, row, links);
  return keysFirst(CHANGED_MEMBER, { ...json, user: keysFirst(CHANGED_USER, json.user) });
};
