import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { RepositoryPath } from '#domain';
import { Git } from '../process/git.js';
import { gitOutput } from '../process/streams/git-output.js';
import { BareRepositories } from '../repository/bare-repositories.js';
import { EMPTY_TREE, PLAIN } from './diffs.js';

/** Shas of commits; null as the base of a root commit. */
interface PatchRange {
  readonly base: string | null;
  readonly head: string;
}

/** Writes changes as text. */
@Injectable()
export class Patches {
  constructor(
    private readonly git: Git,
    private readonly repositories: BareRepositories,
  ) {}

  /** One diff of all changes, as `git diff` prints it: without the bytes of binary files, of which the page would show nothing. */
  diff(at: RepositoryPath, { base, head }: PatchRange): Readable {
    return this.print(at, ['diff', '--patch', ...PLAIN, '--end-of-options', base ?? EMPTY_TREE, head]);
  }

  /** One mail per commit that git can apply, oldest first, as `git format-patch` writes them, without merges. */
  mails(at: RepositoryPath, { base, head }: PatchRange): Readable {
    const root = base === null ? ['--root'] : [];
    return this.print(at, [
      'format-patch',
      '--stdout',
      '--no-signature',
      ...PLAIN,
      ...root,
      '--end-of-options',
      base === null ? head : `${base}..${head}`,
    ]);
  }

  private print(at: RepositoryPath, args: readonly string[]): Readable {
    return gitOutput(this.git, this.repositories.folder(at), args);
  }
}
