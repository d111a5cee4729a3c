import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { RepositoryPath } from '#domain';
import { Git } from '../process/git.js';
import { gitOutput } from '../process/streams/git-output.js';
import { BareRepositories } from '../repository/bare-repositories.js';
import { EMPTY_TREE, PLAIN } from './diffs.js';

/** Shas of commits; no base for a commit that is the first. */
interface PatchRange {
  readonly base: string | null;
  readonly head: string;
}

/** What commits change, as text that git can apply. */
@Injectable()
export class Patches {
  constructor(
    private readonly git: Git,
    private readonly repositories: BareRepositories,
  ) {}

  /** One diff of all that changed, as `git diff` prints it. */
  diff(at: RepositoryPath, { base, head }: PatchRange): Readable {
    return this.print(at, ['diff', '--patch', ...PLAIN, '--end-of-options', base ?? EMPTY_TREE, head]);
  }

  /** A mail for each commit, oldest first, as `git format-patch` writes them; merges have none. */
  mails(at: RepositoryPath, { base, head }: PatchRange): Readable {
    const range = base === null ? ['--root', head] : [`${base}..${head}`];
    return this.print(at, [
      'format-patch',
      '--stdout',
      '--no-signature',
      ...PLAIN,
      '--end-of-options',
      ...range,
    ]);
  }

  private print(at: RepositoryPath, args: readonly string[]): Readable {
    return gitOutput(this.git, this.repositories.folder(at), args);
  }
}
