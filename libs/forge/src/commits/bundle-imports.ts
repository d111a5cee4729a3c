import { Injectable } from '@nestjs/common';
import { ForgeError, fullName, ZERO_SHA, type Repository, type User } from '#domain';
import { BareRepositories, Bundles, ServerPushes } from '#git';
import { BRANCH, TAG } from '../refs/ref-events.js';

/** Imports histories from bundle files. */
@Injectable()
export class BundleImports {
  constructor(
    private readonly bundles: Bundles,
    private readonly bare: BareRepositories,
    private readonly pushes: ServerPushes,
  ) {}

  /**
   * Pushes all branches and tags of a bundle in one push.
   * @param file its absolute path
   * @throws ForgeError `invalid` when it is no bundle; `conflict` when a branch or tag cannot be moved
   */
  async push(repository: Repository, file: string, user: User): Promise<void> {
    const bundled = await this.bundles.unpack(repository, file);
    const updates = bundled
      .filter(({ ref }) => ref.startsWith(BRANCH) || ref.startsWith(TAG))
      .map(({ ref, sha }) => ({ ref, before: this.bare.ref(repository, ref) ?? ZERO_SHA, after: sha }));
    const haveMoved = await this.pushes.push({ at: repository, pusher: user, updates });
    if (!haveMoved)
      throw new ForgeError('conflict', `the branches of ${fullName(repository)} have moved meanwhile`);
  }
}
