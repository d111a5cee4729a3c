import { BundleImports, Repositories } from '#forge';
import { saying } from '../../../rest/shared/fields/strict-fields.js';
import { actor, localPath, withPath, type SeedTarget, type SeedContext } from '../seed-noun.js';

export const SeedBundle = saying(4_096)
  .optional()
  .describe('A file that git bundle has written: its branches and tags');

export async function seedBundle(
  file: string | undefined,
  { at, path }: SeedTarget,
  context: SeedContext,
): Promise<void> {
  if (file === undefined) return;
  await withPath(path, async () => {
    const repository = await context.get(Repositories).get(at);
    const user = await actor(context, undefined);
    await context.get(BundleImports).push(repository, localPath(context, file), user);
  });
}
