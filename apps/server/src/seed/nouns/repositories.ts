import { z } from 'zod';
import { quoted } from '#domain';
import { Access, Repositories, Users } from '#forge';
import { newRepository, REPOSITORY_FIELDS } from '../../rest/shared/fields/repository-fields.js';
import { saying, strictFields, wordOf } from '../../rest/shared/fields/strict-fields.js';
import { plantBundle, SeedBundle } from './bundle.js';
import { plantComments, SeedComments } from './comments.js';
import { plantCommits, SeedCommits } from './commits.js';
import { plantHooks, SeedHooks } from './hooks.js';
import { listOf } from './list-of.js';
import { plantMergeRequests, SeedMergeRequests } from './merge-requests.js';
import { plantBranches, plantTags, SeedBranches, SeedTags } from './refs.js';
import { actor, plantEach, type Planting } from './seed-noun.js';

const FullName = saying(300).transform((name, context) => {
  const [owner = '', path = '', ...others] = name.split('/');
  if (owner !== '' && path !== '' && others.length === 0) return { owner, path };
  context.addIssue({ code: 'custom', message: `must be like "owner/repository", but is ${quoted(name)}` });
  return z.NEVER;
});

const SeedRepository = strictFields(
  {
    full_name: FullName,
    ...REPOSITORY_FIELDS,
    collaborators: listOf(
      strictFields(
        { login: saying(100), permission: wordOf('pull', 'push', 'admin').default('push') },
        'an object with login and permission',
      ),
    ),
    bundle: SeedBundle,
    commits: SeedCommits,
    branches: SeedBranches,
    tags: SeedTags,
    merge_requests: SeedMergeRequests,
    comments: SeedComments,
    hooks: SeedHooks,
  },
  'an object with full_name, commits and so on',
);

export const SeedRepositories = listOf(SeedRepository);
type SeedRepositories = z.output<typeof SeedRepositories>;

/** What belongs to a repository comes in the order in which it may need each other. Hooks come last: they hear nothing of all that. */
export const plantRepositories = (seeds: SeedRepositories, planting: Planting) =>
  plantEach(['repositories'], seeds, async (seed, path) => {
    const { full_name: at, collaborators } = seed;
    const { get } = planting;
    const creator = (await get(Users).find(at.owner)) ?? (await actor(planting, undefined));
    const repository = await get(Repositories).create(newRepository(at, seed), creator);
    await plantEach([...path, 'collaborators'], collaborators, async ({ login, permission }) =>
      get(Access).grant(repository, await actor(planting, login), permission),
    );
    await plantBundle(seed.bundle, { at, path: [...path, 'bundle'] }, planting);
    await plantCommits(seed.commits, { at, path: [...path, 'commits'] }, planting);
    await plantBranches(seed.branches, { at, path: [...path, 'branches'] }, planting);
    await plantTags(seed.tags, { at, path: [...path, 'tags'] }, planting);
    await plantMergeRequests(seed.merge_requests, { at, path: [...path, 'merge_requests'] }, planting);
    await plantComments(seed.comments, { at, path: [...path, 'comments'] }, planting);
    await plantHooks(seed.hooks, { at, path: [...path, 'hooks'] }, planting);
  });
