import { Injectable } from '@nestjs/common';
import { ForgeError, quoted, type RepositoryPath } from '#domain';
import { Git } from '../../process/git.js';
import { BareRepositories } from '../bare-repositories.js';

/** A ref that a bundle has. */
export interface BundledRef {
  readonly ref: string;
  readonly sha: string;
}

/** Files that `git bundle create` writes: a history in one file. */
@Injectable()
export class Bundles {
  constructor(
    private readonly git: Git,
    private readonly repositories: BareRepositories,
  ) {}

  /**
   * Takes its objects in, without moving a ref.
   * @param file its absolute path
   * @throws ForgeError `invalid` when it is none, or lacks what it builds on
   */
  async unpack(at: RepositoryPath, file: string): Promise<readonly BundledRef[]> {
    const folder = this.repositories.folder(at);
    const printed = await this.git.run(folder, ['bundle', 'unbundle', file]).catch((error: unknown) => {
      const [reason = ''] = String(error instanceof Error ? error.message : error).split('\n');
      throw new ForgeError('invalid', `bundle ${quoted(file)} cannot be taken: ${reason}`);
    });
    return [...printed.matchAll(/^([0-9a-f]{40}) (.+)$/gm)].map(([, sha = '', ref = '']) => ({ ref, sha }));
  }
}
