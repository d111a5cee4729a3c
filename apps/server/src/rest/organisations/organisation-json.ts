import type { Member, NamespaceRow } from '#forge';
import type { Links } from '#payloads';
import { hexId } from '../shared/json/user-json.js';

const nameOf = ({ name, path }: NamespaceRow): string => name || path;

/** The answer of `GET /orgs/{org}`. */
export const organisationJson = (row: NamespaceRow, links: Links) => {
  const url = links.api(`/orgs/${row.path}`);
  return {
    id: row.id,
    login: row.path,
    name: nameOf(row),
    avatar_url: '',
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    members_url: `${url}/members`,
    description: row.description,
    enterprise: row.path,
    follow_count: 0,
    gitee: { follows: 0 },
  };
};

/** In lists the addresses are null. */
export const listedOrganisationJson = (row: NamespaceRow) => ({
  id: row.id,
  login: row.path,
  path: row.path,
  name: nameOf(row),
  avatar_url: null,
  repos_url: null,
  events_url: null,
  members_url: null,
  description: row.description,
  follow_count: 0,
});

/** The answer of `PATCH /orgs/{org}`. */
export const changedOrganisationJson = (row: NamespaceRow) => ({
  email: row.email,
  name: nameOf(row),
  description: row.description,
  html_url: row.homepage,
  id: row.id,
  path: row.path,
});

const personJson = ({ user }: Member, links: Links) => ({
  id: hexId(user.id),
  login: user.login,
  name: user.name,
  avatar_url: user.avatarUrl,
  html_url: links.user(user.login),
});

const roleOf = ({ role }: Member): string => (role === 'member' ? 'member' : 'admin');

/** The answer of `GET /orgs/{org}/members/{login}`, which is 404 for others. */
export const memberJson = (member: Member, row: NamespaceRow, links: Links) => ({
  id: row.id,
  path: row.path,
  name: nameOf(row),
  url: links.api(`/orgs/${row.path}`),
  avatar_url: null,
  user: personJson(member, links),
});

/** An entry of `GET /orgs/{org}/members`. */
export const listedMemberJson = (member: Member, links: Links) => {
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
export const membershipJson = (member: Member, row: NamespaceRow, links: Links) => ({
  ...memberJson(member, row, links),
  active: true,
  role: roleOf(member),
  organization: { id: row.id, login: row.path, name: nameOf(row) },
});

/** The answer of `POST /orgs/{org}/memberships/{login}`, and of `PUT …/members/{login}` of a repository. */
export const invitedJson = (
  { user }: { readonly user: Member['user'] },
  permissions: { readonly admin: boolean; readonly push: boolean; readonly pull: boolean },
  links: Links,
) => ({
  followers_url: links.api(`/users/${user.login}/followers`),
  html_url: links.user(user.login),
  id: hexId(user.id),
  login: user.login,
  name: user.name,
  type: 'User',
  url: links.api(`/users/${user.login}`),
  permissions: {
    admin: permissions.admin,
    push: permissions.push,
    customized: false,
    pull: permissions.pull,
  },
});

/** A member as enterprises show one. */
export const enterpriseMemberJson = (member: Member, row: NamespaceRow, links: Links) => ({
  user: { ...personJson(member, links), url: links.api(`/users/${member.user.login}`) },
  url: links.api(`/enterprises/${row.path}/members/${member.user.login}`),
  active: true,
  role: roleOf(member),
  enterprise: { id: row.id, url: links.api(`/orgs/${row.path}`) },
});
