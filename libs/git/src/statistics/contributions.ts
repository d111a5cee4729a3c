import { Injectable } from '@nestjs/common';
import { ForgeError, fullName, quoted, type RepositoryPath } from '#domain';
import { choosing, type ChosenCommits } from '../history/chosen-commits.js';
import { isoWithOffset } from '../history/iso-with-offset.js';
import { Git } from '../process/git.js';
import { RefList } from '../refs/ref-list.js';
import { BareRepositories } from '../repository/bare-repositories.js';

/** The lines that one commit added and removed. */
export interface Contribution {
  readonly name: string;
  readonly email: string;
  /** The day of the commit in UTC: `2024-11-09`. */
  readonly day: string;
  /** In lines; none for a merge. */
  readonly additions: number;
  readonly deletions: number;
}

/** A person and the number of their commits. */
export interface Contributor {
  readonly name: string;
  readonly email: string;
  readonly commits: number;
}

/** The newest commits that are counted: git takes about a millisecond to compare each with its parent. */
const MOST_COMPARED = 10_000;

const FIELDS = ['%aN', '%aE', '%ct'];
/** A NUL, which no field can hold, comes before each. */
const FORMAT = `--format=tformat:${FIELDS.map((field) => `%x00${field}`).join('')}`;

/** Reads contributions to a repository, by author as `.mailmap` names them. */
@Injectable()
export class Contributions {
  constructor(
    private readonly git: Git,
    private readonly repositories: BareRepositories,
    private readonly refs: RefList,
  ) {}

  /**
   * The contribution of each chosen commit, newest first, at most the newest 10,000. One git process.
   * @param revision branch, tag or sha; the default branch when left out
   * @throws ForgeError `not_found` for an unknown revision
   */
  async list(
    at: RepositoryPath,
    revision: string | undefined,
    chosen: ChosenCommits,
  ): Promise<readonly Contribution[]> {
    const tip = await this.tip(at, revision);
    if (tip === null) return [];
    const options = ['--shortstat', `--max-count=${MOST_COMPARED}`, '--encoding=UTF-8', FORMAT];
    const args = ['log', ...options, ...choosing(chosen), '--end-of-options', tip, '--'];
    const printed = await this.git.run(this.repositories.folder(at), args);
    const fields = printed.split('\0').slice(1);
    return Array.from({ length: fields.length / FIELDS.length }, (_, index) =>
      contribution(fields.slice(index * FIELDS.length, (index + 1) * FIELDS.length)),
    );
  }

  /**
   * The persons named in the commits of the default branch, with most commits first. One git process.
   * @param role author or committer
   */
  async contributors(at: RepositoryPath, role: 'author' | 'committer'): Promise<readonly Contributor[]> {
    const tip = await this.tip(at, undefined);
    if (tip === null) return [];
    const options = ['--summary', '--numbered', '--email', ...(role === 'committer' ? ['--committer'] : [])];
    const printed = await this.git.run(this.repositories.folder(at), ['shortlog', ...options, tip, '--']);
    return printed.split('\n').filter(Boolean).map(contributor);
  }

  /** Null for a repository whose default branch has no commits yet. */
  private async tip(at: RepositoryPath, revision: string | undefined): Promise<string | null> {
    const tip = await this.refs.resolve(at, revision ?? this.repositories.defaultBranch(at));
    if (tip !== null || revision === undefined) return tip;
    throw new ForgeError('not_found', `Revision ${quoted(revision)} does not exist in ${fullName(at)}`);
  }
}

/** The last field is the time, and what git prints behind it: if lines have changed, their number. */
function contribution([name = '', email = '', rest = '']: readonly string[]): Contribution {
  const [seconds = ''] = rest.split('\n', 1);
  const count = (what: string) => Number(new RegExp(`(\\d+) ${what}`).exec(rest)?.[1] ?? 0);
  return {
    name,
    email,
    day: isoWithOffset(`${seconds} +0000`).replace(/T.*/, ''),
    additions: count('insertion'),
    deletions: count('deletion'),
  };
}

/** `    12\tAda <ada@example.com>` */
function contributor(line: string): Contributor {
  const [, commits, name = '', email = ''] = /^\s*(\d+)\t(.*) <(.*)>$/.exec(line) ?? [];
  return { name, email, commits: Number(commits) };
}
