import type { RepositoryDetails } from '#forge';

export const namespaceJson = ({ namespace }: RepositoryDetails) => ({
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
