import { z } from 'zod';
import type { User } from '#domain';
import type { Links } from '#payloads';
import type { Permissions } from './listed-repository-json.js';
import { keysFirst } from './keys-first.js';
import { hexId } from './user-json.js';

/** The answer of `PUT …/members/{login}` of a repository. */
export const InvitedJson = () =>
  z.strictObject({
    followers_url: z.string(),
    html_url: z.string(),
    id: z.string(),
    login: z.string(),
    name: z.string(),
    type: z.string(),
    url: z.string(),
    permissions: PermissionsJson(),
  });
export type InvitedJson = z.output<ReturnType<typeof InvitedJson>>;

export const invitedJson = (user: User, { admin, push, pull }: Permissions, links: Links): InvitedJson => ({
  followers_url: links.api(`/users/${user.login}/followers`),
  html_url: links.user(user.login),
  id: hexId(user.id),
  login: user.login,
  name: user.name,
  type: 'User',
  url: links.api(`/users/${user.login}`),
  permissions: { admin, push, customized: false, pull },
});

const PermissionsJson = () =>
  z.strictObject({
    admin: z.boolean(),
    push: z.boolean(),
    customized: z.boolean(),
    pull: z.boolean(),
  });

const IN_ORGANISATION = ['admin', 'customized'] as const;

/** The answer of `POST /orgs/{org}/memberships/{login}`. */
export const InvitedMemberJson = () =>
  InvitedJson().extend({ permissions: z.strictObject(keysFirst(IN_ORGANISATION, PermissionsJson().shape)) });

export const invitedMemberJson = (user: User, granted: Permissions, links: Links): InvitedJson => {
  const json = invitedJson(user, granted, links);
  return { ...json, permissions: keysFirst(IN_ORGANISATION, json.permissions) };
};
