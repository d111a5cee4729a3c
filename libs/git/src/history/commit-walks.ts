import { Injectable } from '@nestjs/common';
import { Git } from '../process/git.js';

/** Which commits, and how many of them; see `git rev-list`. */
export interface Walk {
  readonly options: readonly string[];
  /** Shas only: what a walk from them finds stays true for ever. */
  readonly revisions: readonly string[];
  /** As they are: no patterns. */
  readonly paths: readonly string[];
}

/** Of up to about a thousand shas each. */
const MOST_WALKS = 32;

/** Lists commits, in one git process, and remembers the last lists: the next page mostly is part of one. */
@Injectable()
export class CommitWalks {
  /** By folder and arguments, the one that was used last at the end. */
  private readonly walked = new Map<string, readonly string[]>();

  constructor(private readonly git: Git) {}

  /** Newest first. */
  async shas(folder: string, { options, revisions, paths }: Walk): Promise<readonly string[]> {
    const selected = [...options, '--end-of-options', ...revisions, '--', ...paths];
    const key = [folder, ...selected].join('\0');
    const shas = this.walked.get(key) ?? (await this.list(folder, selected));
    this.walked.delete(key);
    this.walked.set(key, shas);
    const [oldest] = this.walked.keys();
    if (this.walked.size > MOST_WALKS && oldest !== undefined) this.walked.delete(oldest);
    return shas;
  }

  private async list(folder: string, selected: readonly string[]): Promise<readonly string[]> {
    const printed = await this.git.run(folder, ['--literal-pathspecs', 'rev-list', ...selected]);
    return printed.split('\n').filter(Boolean);
  }
}
