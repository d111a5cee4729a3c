import { Injectable } from '@nestjs/common';
import type { CommitDetails } from './commit-details.js';
import { Git } from '../process/git.js';
import { ObjectReader } from '../process/object-reader.js';
import { parseCommit } from './parse-commit.js';
import { parsePrinted, PRINT_COMMITS } from './print-commits.js';

/** Reads commits whose shas are known: from the git that stays, and in one more those that only git should read. */
@Injectable()
export class CommitReader {
  constructor(
    private readonly git: Git,
    private readonly objects: ObjectReader,
  ) {}

  /** In the order of `shas`, without those that git has no commit for. */
  async read(folder: string, shas: readonly string[]): Promise<readonly CommitDetails[]> {
    const objects = await Promise.all(shas.map((sha) => this.objects.commit(folder, sha)));
    const parsed = objects.map((content, index) => content && parseCommit(shas[index] ?? '', content));
    const odd = shas.filter((_, index) => objects[index] !== null && parsed[index] === null);
    const printed = new Map((await this.print(folder, odd)).map((commit) => [commit.sha, commit]));
    return shas.flatMap((sha, index) => parsed[index] ?? printed.get(sha) ?? []);
  }

  private async print(folder: string, shas: readonly string[]): Promise<readonly CommitDetails[]> {
    if (shas.length === 0) return [];
    const walk = ['--no-walk=unsorted', '--ignore-missing'];
    const args = ['log', ...walk, ...PRINT_COMMITS, '--end-of-options', ...shas, '--'];
    return parsePrinted(await this.git.run(folder, args));
  }
}
