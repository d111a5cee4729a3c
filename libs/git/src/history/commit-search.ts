import { Injectable } from '@nestjs/common';
import type { RepositoryPath } from '#domain';
import { Git } from '../process/git.js';
import { RefList } from '../refs/ref-list.js';
import { isSha } from '../refs/revision.js';
import { BareRepositories } from '../repository/bare-repositories.js';
import type { CommitDetails } from './commit-details.js';
import { CommitLog } from './commit-log.js';

/** Finds commits by what people know of them. */
@Injectable()
export class CommitSearch {
  constructor(
    private readonly git: Git,
    private readonly repositories: BareRepositories,
    private readonly refs: RefList,
    private readonly log: CommitLog,
  ) {}

  /**
   * The commit of a sha, which may be shortened, or the newest of all branches whose message has these words, in any case.
   * Words take one git process, which reads the history until it has found enough.
   */
  async find(at: RepositoryPath, words: string, take: number): Promise<readonly CommitDetails[]> {
    const sha = isSha(words) ? await this.refs.resolve(at, words) : null;
    const shas = sha === null ? await this.withWords(at, words, take) : [sha];
    return this.log.several(at, shas);
  }

  private async withWords(at: RepositoryPath, words: string, take: number): Promise<readonly string[]> {
    const printed = await this.git.run(this.repositories.folder(at), [
      'rev-list',
      `--max-count=${take}`,
      `--grep=${words}`,
      '--fixed-strings',
      '--regexp-ignore-case',
      '--branches',
    ]);
    return printed.split('\n').filter(Boolean);
  }
}
