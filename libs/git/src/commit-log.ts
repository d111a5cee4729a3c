import { Injectable } from '@nestjs/common';
import type { Commit, RepositoryPath } from '#domain';
import { BareRepositories } from './bare-repositories.js';
import { Git } from './git.js';

/** Reads history. Commits come oldest first. */
@Injectable()
export class CommitLog {
  constructor(
    private readonly git: Git,
    private readonly repositories: BareRepositories,
  ) {}

  /**
   * The commits reachable from `tip` and not from `excluded` (a sha or full ref name; null excludes nothing).
   * One git process, two when there are more than `limit`.
   */
  async between(
    at: RepositoryPath,
    range: { readonly tip: string; readonly excluded: string | null },
    limit: number,
  ): Promise<{ readonly commits: readonly Commit[]; readonly total: number }> {
    const folder = this.repositories.folder(at);
    const revisions = range.excluded === null ? [range.tip] : [range.tip, `^${range.excluded}`];
    const newest = await this.read(folder, revisions, limit + 1);
    if (newest.length <= limit) return { commits: newest, total: newest.length };
    const count = await this.git.run(folder, ['rev-list', '--count', '--end-of-options', ...revisions, '--']);
    return { commits: newest.slice(-limit), total: Number(count) };
  }

  /** Whether git can still read these objects: a branch may be gone, and its commits with it, before anybody looks. */
  async areThere(at: RepositoryPath, shas: readonly string[]): Promise<boolean> {
    const folder = this.repositories.folder(at);
    const looks = shas.map((sha) => this.git.run(folder, ['cat-file', '-t', sha]).catch(() => null));
    return (await Promise.all(looks)).every((type) => type !== null);
  }

  /** The newest `count` commits of a branch; empty when the branch has none. */
  async newest(at: RepositoryPath, branch: string, count: number): Promise<readonly Commit[]> {
    const ref = `refs/heads/${branch}`;
    if (!(await this.repositories.hasRef(at, ref))) return [];
    return this.read(this.repositories.folder(at), [ref], count);
  }

  private async read(folder: string, revisions: readonly string[], count: number): Promise<Commit[]> {
    const printed = await this.git.run(folder, [
      'log',
      '-z',
      `--max-count=${count}`,
      '--encoding=UTF-8',
      '--date=raw',
      '--format=tformat:%H%x00%an%x00%ae%x00%cd%x00%B',
      '--end-of-options',
      ...revisions,
      '--',
    ]);
    return parseLog(printed).reverse();
  }
}

function parseLog(printed: string): Commit[] {
  const fields = printed.split('\0');
  const commits: Commit[] = [];
  for (let start = 0; start + 4 < fields.length; start += 5) {
    const [sha = '', name = '', email = '', date = '', message = ''] = fields.slice(start, start + 5);
    commits.push({ sha, message, timestamp: isoWithOffset(date), author: { name, email } });
  }
  return commits;
}

/** The last second that has a date, here and in git's own calendar arithmetic. */
const LAST_SECOND = 8_640_000_000_000 - 86_400;

/** `1546272480 +0800`, git's raw date, as `2019-01-01T00:08:00+08:00`. What has no date is the first second, as in git. */
export function isoWithOffset(raw: string): string {
  const [, seconds = '0', sign = '+', hours = '00', minutes = '00'] =
    /^(-?\d+) ([+-])(\d\d)(\d\d)$/.exec(raw) ?? [];
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -60 : 60);
  const instant = Math.abs(Number(seconds)) > LAST_SECOND ? 0 : Number(seconds);
  const local = new Date((instant + offset) * 1000);
  const time = local.toISOString().slice(-24, -5);
  return `${String(local.getUTCFullYear()).padStart(4, '0')}${time.slice(4)}${sign}${hours}:${minutes}`;
}
