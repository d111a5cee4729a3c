import { z } from 'zod';
import type { RepositoryDetails } from '#forge';
import type { Links } from '#payloads';

export const NamespaceJson = () =>
  z.strictObject({
    id: z.int(),
    name: z.string(),
    path: z.string(),
    develop_mode: z.string(),
    region: z.null(),
    cell: z.string(),
    kind: z.enum(['user', 'group']),
    full_path: z.string(),
    full_name: z.string(),
    parent_id: z.null(),
    visibility_level: z.int(),
    enable_file_control: z.boolean(),
    owner_id: z.int(),
  });
export type NamespaceJson = z.output<ReturnType<typeof NamespaceJson>>;

export const namespaceJson = ({ namespace }: RepositoryDetails): NamespaceJson => ({
  id: namespace.id,
  name: namespace.path,
  path: namespace.path,
  develop_mode: 'normal',
  region: null,
  cell: 'default',
  kind: namespace.kind,
  full_path: namespace.path,
  full_name: namespace.path,
  parent_id: null,
  visibility_level: 20,
  enable_file_control: false,
  owner_id: namespace.ownerId,
});

/** The same in lists of repositories. */
export const NamespaceReference = () =>
  z.strictObject({
    id: z.int(),
    type: z.enum(['user', 'group']),
    name: z.string(),
    path: z.string(),
    html_url: z.string(),
  });

export const namespaceReference = (
  { namespace }: RepositoryDetails,
  links: Links,
): z.output<ReturnType<typeof NamespaceReference>> => ({
  id: namespace.id,
  type: namespace.kind,
  name: namespace.path,
  path: namespace.path,
  html_url: links.user(namespace.path),
});

/** The owner as an enterprise. */
export const EnterpriseReference = () =>
  z.strictObject({ id: z.int(), path: z.string(), html_url: z.string(), type: z.enum(['user', 'group']) });

export const enterpriseReference = (
  { namespace }: RepositoryDetails,
  links: Links,
): z.output<ReturnType<typeof EnterpriseReference>> => ({
  id: namespace.id,
  path: namespace.path,
  html_url: links.user(namespace.path),
  type: namespace.kind,
});
