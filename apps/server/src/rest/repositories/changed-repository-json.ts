import { z } from 'zod';
import { fullName } from '#domain';
import type { RepositoryDetails } from '#forge';
import type { Links } from '#payloads';

/** The answer of `PATCH /repos/{owner}/{repo}`. */
export const ChangedRepositoryJson = () =>
  z.strictObject({
    id: z.number(),
    full_name: z.string(),
    human_name: z.string(),
    url: z.string(),
    path: z.string(),
    name: z.string(),
    description: z.string(),
    private: z.boolean(),
    public: z.boolean(),
    namespace: z.strictObject({
      id: z.number(),
      name: z.string(),
      path: z.string(),
      develop_mode: z.string(),
      region: z.null(),
      cell: z.string(),
      kind: z.string(),
      full_path: z.string(),
      full_name: z.string(),
      parent_id: z.null(),
      visibility_level: z.number(),
      enable_file_control: z.boolean(),
      owner_id: z.null(),
    }),
    empty_repo: z.null(),
    starred: z.null(),
    visibility: z.string(),
    owner: z.null(),
    creator: z.null(),
    forked_from_project: z.null(),
    item_type: z.null(),
    main_repository_language: z.null(),
    homepage: z.string(),
  });
export type ChangedRepositoryJson = z.output<ReturnType<typeof ChangedRepositoryJson>>;

export const changedRepositoryJson = (
  { repository, namespace }: RepositoryDetails,
  homepage: string,
  links: Links,
): ChangedRepositoryJson => ({
  id: repository.id,
  full_name: fullName(repository),
  human_name: `${repository.owner} / ${repository.name}`,
  url: links.api(`/repos/${fullName(repository)}`),
  path: repository.path,
  name: repository.name,
  description: repository.description,
  private: repository.visibility === 'private',
  public: repository.visibility === 'public',
  namespace: {
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
    owner_id: null,
  },
  empty_repo: null,
  starred: null,
  visibility: repository.visibility,
  owner: null,
  creator: null,
  forked_from_project: null,
  item_type: null,
  main_repository_language: null,
  homepage,
});
