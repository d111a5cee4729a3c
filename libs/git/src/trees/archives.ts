import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { RepositoryPath } from '#domain';
import { Git } from '../process/git.js';
import { gitOutput } from '../process/streams/git-output.js';
import { BareRepositories } from '../repository/bare-repositories.js';

export type ArchiveFormat = 'zip' | 'tar.gz' | 'tar';

/** Packs the files of a commit. */
@Injectable()
export class Archives {
  constructor(
    private readonly git: Git,
    private readonly repositories: BareRepositories,
  ) {}

  /**
   * @param sha of a commit
   * @param prefix the folder that all files are put into
   * @returns the archive's bytes as a stream
   */
  of(
    at: RepositoryPath,
    {
      sha,
      format,
      prefix,
    }: { readonly sha: string; readonly format: ArchiveFormat; readonly prefix: string },
  ): Readable {
    const args = ['archive', `--format=${format}`, `--prefix=${prefix}/`, sha];
    return gitOutput(this.git, this.repositories.folder(at), args);
  }
}
