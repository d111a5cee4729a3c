import { z } from 'zod';
import type { User } from '#domain';
import type { Links } from '#payloads';
import type { Permissions } from './listed-repository-json.js';
import { hexId } from './user-json.js';

/** The answer of `POST /orgs/{org}/memberships/{login}`, and of `PUT …/members/{login}` of a repository. */
export const InvitedJson = () =>
  z.strictObject({
    followers_url: z.string(),
    html_url: z.string(),
    id: z.string(),
    login: z.string(),
    name: z.string(),
    type: z.string(),
    url: z.string(),
    permissions: z.strictObject({
      admin: z.boolean(),
      push: z.boolean(),
      customized: z.boolean(),
      pull: z.boolean(),
    }),
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
