import { Injectable } from '@nestjs/common';
import type { RepositoryPath } from '#domain';
import { BareRepositories } from '../repository/bare-repositories.js';
import type { CommitDetails } from './commit-details.js';
import { CommitLog } from './commit-log.js';
import { Git } from '../process/git.js';

/** Commits of either history that are read one by one before git is asked. */
const SHORT_LINE = 20;

/** Finds merge bases. */
@Injectable()
export class MergeBases {
  constructor(
    private readonly git: Git,
    private readonly log: CommitLog,
    private readonly repositories: BareRepositories,
  ) {}

  /**
   * A merge base of two commits, given by sha; null when they share no history. Uses running processes where it lies
   * a few commits back and no merge comes before it.
   */
  async of(at: RepositoryPath, shas: readonly [string, string]): Promise<CommitDetails | null> {
    const met = await this.meeting(at, shas);
    if (met !== undefined) return met;
    const printed = await this.git.run(this.repositories.folder(at), ['merge-base', ...shas]);
    const [commit = null] = await this.log.several(at, printed.split('\n').filter(Boolean).slice(0, 1));
    return commit;
  }

  /** Walks both histories back in step. @returns undefined unless both are short and linear */
  private async meeting(
    at: RepositoryPath,
    [one, other]: readonly [string, string],
  ): Promise<CommitDetails | null | undefined> {
    const seen = new Map<string, CommitDetails>();
    let ends: readonly string[] = [one, other];
    for (let step = 0; step < SHORT_LINE; step += 1) {
      const commits = await this.log.several(at, ends);
      if (commits.length < ends.length) return undefined;
      for (const commit of commits) {
        if (seen.has(commit.sha)) return commit;
        seen.set(commit.sha, commit);
      }
      if (commits.some(({ parents }) => parents.length > 1)) return undefined;
      ends = commits.flatMap(({ parents }) => parents);
      if (ends.length === 0) return null;
    }
    return undefined;
  }
}
