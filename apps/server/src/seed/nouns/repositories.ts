import { z } from 'zod';
import { Access, Repositories, Users } from '#forge';
import { newRepository, REPOSITORY_FIELDS } from '../../rest/shared/fields/repository-fields.js';
import { toRepositoryPath } from '../../rest/shared/schemas.js';
import { saying, strictFields, wordOf } from '../../rest/shared/fields/strict-fields.js';
import { seedBundle, SeedBundle } from './repository/bundle.js';
import { seedComments, SeedComments } from './repository/comments.js';
import { seedCommits, SeedCommits } from './repository/commits.js';
import { seedHooks, SeedHooks } from './repository/hooks.js';
import { seedIssues, SeedIssues } from './repository/issues.js';
import { seedLabels, SeedLabels } from './repository/labels.js';
import { listOf } from './list-of.js';
import { seedMergeRequests, SeedMergeRequests } from './repository/merge-requests.js';
import { seedMilestones, SeedMilestones } from './repository/milestones.js';
import { seedBranches, seedTags, SeedBranches, SeedTags } from './repository/refs.js';
import { seedReleases, SeedReleases } from './repository/releases.js';
import { actor, seedEach, type SeedContext } from './seed-noun.js';

const SeedRepository = strictFields(
  {
    full_name: saying(300).transform(toRepositoryPath),
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
    releases: SeedReleases,
    labels: SeedLabels,
    milestones: SeedMilestones,
    issues: SeedIssues,
    merge_requests: SeedMergeRequests,
    comments: SeedComments,
    hooks: SeedHooks,
  },
  'an object with full_name, commits and so on',
);

export const SeedRepositories = listOf(SeedRepository);
type SeedRepositories = z.output<typeof SeedRepositories>;

/**
 * The parts of a repository are created in the order of their dependencies. Hooks come last: they get none of these
 * events.
 */
export const seedRepositories = (seeds: SeedRepositories, context: SeedContext) =>
  seedEach(['repositories'], seeds, async (seed, path) => {
    const { full_name: at, collaborators } = seed;
    const { get } = context;
    const creator = (await get(Users).find(at.owner)) ?? (await actor(context, undefined));
    const repository = await get(Repositories).create(newRepository(at, seed), creator);
    await seedEach([...path, 'collaborators'], collaborators, async ({ login, permission }) =>
      get(Access).grant(repository, await actor(context, login), permission),
    );
    await seedBundle(seed.bundle, { at, path: [...path, 'bundle'] }, context);
    await seedCommits(seed.commits, { at, path: [...path, 'commits'] }, context);
    await seedBranches(seed.branches, { at, path: [...path, 'branches'] }, context);
    await seedTags(seed.tags, { at, path: [...path, 'tags'] }, context);
    await seedReleases(seed.releases, { at, path: [...path, 'releases'] }, context);
    await seedLabels(seed.labels, { at, path: [...path, 'labels'] }, context);
    await seedMilestones(seed.milestones, { at, path: [...path, 'milestones'] }, context);
    await seedIssues(seed.issues, { at, path: [...path, 'issues'] }, context);
    await seedMergeRequests(seed.merge_requests, { at, path: [...path, 'merge_requests'] }, context);
    await seedComments(seed.comments, { at, path: [...path, 'comments'] }, context);
    await seedHooks(seed.hooks, { at, path: [...path, 'hooks'] }, context);
  });
