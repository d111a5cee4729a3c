import { Injectable } from '@nestjs/common';
import { messageOf, ForgeError, quoted, type RepositoryPath } from '#domain';
import { Git } from '../../process/git.js';
import { BareRepositories } from '../bare-repositories.js';

/** A ref in a bundle. */
export interface BundledRef {
  readonly ref: string;
  readonly sha: string;
}

/** Reads the files that `git bundle create` writes. */
@Injectable()
export class Bundles {
  constructor(
    private readonly git: Git,
    private readonly repositories: BareRepositories,
  ) {}

  /**
   * Imports its objects without moving a ref.
   * @param file its absolute path
   * @throws ForgeError `invalid` when it is no bundle, or lacks commits that it builds on
   */
  async unpack(at: RepositoryPath, file: string): Promise<readonly BundledRef[]> {
    const folder = this.repositories.folder(at);
    const printed = await this.git.run(folder, ['bundle', 'unbundle', file]).catch((error: unknown) => {
      const [reason = ''] = messageOf(error).split('\n');
      throw new ForgeError('invalid', `bundle ${quoted(file)} cannot be taken: ${reason}`);
    });
    return [...printed.matchAll(/^([0-9a-f]{40}) (.+)$/gm)].map(([, sha = '', ref = '']) => ({ ref, sha }));
  }
}
