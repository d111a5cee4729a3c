import type { z } from 'zod';
import { Commits, Repositories } from '#forge';
import { COMMIT_FIELDS, commitOrder } from '../../../rest/shared/fields/commit-fields.js';
import { saying, strictFields, truth } from '../../../rest/shared/fields/strict-fields.js';
import { filesIn } from './folder-files.js';
import { listOf } from '../list-of.js';
import { actor, localPath, seedEach, type SeedTarget, type SeedContext } from '../seed-noun.js';

export const SeedCommits = listOf(
  strictFields(
    {
      branch: saying(1_000).optional(),
      ...COMMIT_FIELDS,
      folder: saying(4_096).optional().describe('A folder whose files are committed, before those of files'),
      force: truth.optional(),
      as: saying(100)
        .optional()
        .describe('Who pushes it, and writes it unless author and committer say otherwise'),
    },
    'an object with message, files and so on',
  ),
);
type SeedCommits = z.output<typeof SeedCommits>;

export const seedCommits = (commits: SeedCommits, { at, path }: SeedTarget, context: SeedContext) =>
  seedEach(path, commits, async ({ as, branch, folder, force, ...fields }) => {
    const { files, ...order } = commitOrder(fields);
    const ofFolder = folder === undefined ? [] : await filesIn(localPath(context, folder));
    const all = new Map([...ofFolder, ...files]);
    // The previous commit may have changed the default branch.
    const repository = await context.get(Repositories).get(at);
    await context
      .get(Commits)
      .write(repository, { ...order, branch, files: all, isForced: force }, await actor(context, as));
  });
