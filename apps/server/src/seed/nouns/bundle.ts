import { BundleImports, Repositories } from '#forge';
import { saying } from '../../rest/shared/fields/strict-fields.js';
import { actor, localPath, placed, type Bed, type Planting } from './seed-noun.js';

export const SeedBundle = saying(4_096)
  .optional()
  .describe('A file that git bundle has written: its branches and tags');

export async function plantBundle(
  file: string | undefined,
  { at, path }: Bed,
  planting: Planting,
): Promise<void> {
  if (file === undefined) return;
  await placed(path, async () => {
    const repository = await planting.get(Repositories).get(at);
    const user = await actor(planting, undefined);
    await planting.get(BundleImports).push(repository, localPath(planting, file), user);
  });
}
