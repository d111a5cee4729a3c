import { z } from 'zod';
import type { NamespaceRow } from '#forge';
import type { Links } from '#payloads';
import { keysFirst } from '../shared/json/keys-first.js';

export const nameOf = ({ name, path }: NamespaceRow): string => name || path;

/** The answer of `GET /orgs/{org}`. */
export const OrganisationJson = () =>
  z.strictObject({
    id: z.int(),
    login: z.string(),
    name: z.string(),
    avatar_url: z.string(),
    repos_url: z.string(),
    events_url: z.string(),
    members_url: z.string(),
    description: z.string(),
    enterprise: z.string(),
    follow_count: z.int(),
    gitee: z.strictObject({
      follows: z.int(),
    }),
  });
export type OrganisationJson = z.output<ReturnType<typeof OrganisationJson>>;

export const organisationJson = (row: NamespaceRow, links: Links): OrganisationJson => {
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

/** An entry of `GET /users/{login}/orgs`; in lists the addresses are null. */
export const ListedOrganisationJson = () =>
  z.strictObject({
    id: z.int(),
    login: z.string(),
    name: z.string(),
    avatar_url: z.null(),
    repos_url: z.null(),
    events_url: z.null(),
    members_url: z.null(),
    description: z.string(),
    follow_count: z.int(),
    path: z.string(),
  });
export type ListedOrganisationJson = z.output<ReturnType<typeof ListedOrganisationJson>>;

export const listedOrganisationJson = (row: NamespaceRow): ListedOrganisationJson => ({
  id: row.id,
  login: row.path,
  name: nameOf(row),
  avatar_url: null,
  repos_url: null,
  events_url: null,
  members_url: null,
  description: row.description,
  follow_count: 0,
  path: row.path,
});

const OWN = ['id', 'login', 'path'] as const;

/** An entry of the lists of the caller's own. */
export const OwnOrganisationJson = () => z.strictObject(keysFirst(OWN, ListedOrganisationJson().shape));

export const ownOrganisationJson = (row: NamespaceRow): ListedOrganisationJson =>
  keysFirst(OWN, listedOrganisationJson(row));

/** The answer of `PATCH /orgs/{org}`. */
export const ChangedOrganisationJson = () =>
  z.strictObject({
    email: z.string(),
    name: z.string(),
    description: z.string(),
    html_url: z.string(),
    id: z.int(),
    path: z.string(),
  });
export type ChangedOrganisationJson = z.output<ReturnType<typeof ChangedOrganisationJson>>;

export const changedOrganisationJson = (row: NamespaceRow): ChangedOrganisationJson => ({
  email: row.email,
  name: nameOf(row),
  description: row.description,
  html_url: row.homepage,
  id: row.id,
  path: row.path,
});
