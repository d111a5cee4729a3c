import { z } from 'zod';
import { body, choice, lenientBoolean, PageFields, pageOf, text } from '../shared/schemas.js';

export const AdminOnly = z
  .object({ admin: lenientBoolean })
  .transform(({ admin: isAdmin = false }) => ({ isAdmin }));
export type AdminOnly = z.output<typeof AdminOnly>;

export const MembersQuery = z
  .object({ ...PageFields, role: choice('all', 'admin', 'member') })
  .transform(({ role, ...fields }) => ({ page: pageOf(fields), role: role === 'all' ? undefined : role }));
export type MembersQuery = z.output<typeof MembersQuery>;

/** Clients also use the permissions of repositories, and the roles of enterprises. */
const ROLES = choice('admin', 'member', 'pull', 'push', 'customized', 'viewer', 'developer', 'maintainer');

const memberRole = (word: z.output<typeof ROLES>) =>
  word && (word === 'admin' ? ('admin' as const) : ('member' as const));

export const PutMember = body({ permission: ROLES, role: ROLES, role_id: text(100) }).transform(
  ({ permission, role = permission }) => ({ role: memberRole(role) }),
);
export type PutMember = z.output<typeof PutMember>;

export const ChangeMember = body({ role: ROLES }).transform(({ role: word }, context) => {
  const role = memberRole(word);
  if (role !== undefined) return { role };
  context.addIssue({ code: 'custom', path: ['role'], message: 'is missing' });
  return z.NEVER;
});
export type ChangeMember = z.output<typeof ChangeMember>;

/** Clients call the address `path` or `org`; without either it is the name. */
export const CreateOrganisation = body({
  path: text(100),
  org: text(100),
  name: text(200),
  description: text(10_000),
}).transform(({ path, org, name = '', description = '' }, context) => {
  const address = path || org || name;
  if (address) return { path: address, profile: { name, description } };
  context.addIssue({ code: 'custom', path: ['path'], message: 'is missing' });
  return z.NEVER;
});
export type CreateOrganisation = z.output<typeof CreateOrganisation>;

export const ChangeOrganisation = body({
  name: text(200),
  email: text(200),
  location: text(200),
  description: text(10_000),
  html_url: text(1_000),
}).transform(({ html_url: homepage, ...fields }) =>
  Object.fromEntries(Object.entries({ ...fields, homepage }).filter(([, value]) => value !== undefined)),
);
export type ChangeOrganisation = z.output<typeof ChangeOrganisation>;
