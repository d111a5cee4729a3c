import { Injectable } from '@nestjs/common';
import type { Repository, User } from '#domain';
import { Contributions, type Contribution } from '#git';
import { Users } from '../users/users.js';

export interface ContributionQuery {
  /** Branch, tag or sha; the default branch when left out. */
  readonly revision?: string | undefined;
  /** A login, or part of a commit's author name or address. */
  readonly author?: string | undefined;
  /** Whether to count only the caller's own commits, ignoring `author`. */
  readonly isOwn: boolean;
  readonly since?: Date | undefined;
  readonly until?: Date | undefined;
}

/** In lines and commits. */
interface Changes {
  readonly additions: number;
  readonly deletions: number;
  readonly commits: number;
}

/** The contributions of a person, identified by the address in their commits. */
export interface PersonalContribution extends Changes {
  readonly name: string;
  readonly email: string;
  /** The user with that address; null for a person without an account. */
  readonly user: User | null;
  /** Days with commits, oldest first. */
  readonly days: readonly (Changes & { readonly day: string })[];
}

/** Counts contributions to a repository. */
@Injectable()
export class ContributionStatistics {
  constructor(
    private readonly contributions: Contributions,
    private readonly users: Users,
  ) {}

  /** The person with most commits first. @throws ForgeError `not_found` for an unknown revision */
  async byPerson(
    repository: Repository,
    { revision, author, isOwn, ...times }: ContributionQuery,
    actor: User,
  ): Promise<readonly PersonalContribution[]> {
    const wanted = isOwn ? actor : author && (await this.users.find(author));
    const chosen = { ...times, author: wanted ? `<${wanted.email}>` : author };
    const found = await this.contributions.list(repository, revision, chosen);
    const byEmail = Map.groupBy(found, ({ email }) => email.toLowerCase());
    const users = await this.users.byEmails(found.map(({ email }) => email));
    const people = [...byEmail.values()].map((own) => personal(own, users));
    return people.sort((a, b) => b.commits - a.commits);
  }
}

/** @param own one person's, newest first */
function personal(own: readonly Contribution[], users: ReadonlyMap<string, User>): PersonalContribution {
  const { name = '', email = '' } = own[0] ?? {};
  const days = [...Map.groupBy(own, ({ day }) => day)].map(([day, ofDay]) => ({ day, ...sum(ofDay) }));
  return {
    name,
    email,
    user: users.get(email) ?? null,
    ...sum(own),
    days: days.sort((a, b) => a.day.localeCompare(b.day)),
  };
}

const sum = (contributions: readonly Contribution[]): Changes => ({
  additions: contributions.reduce((total, { additions }) => total + additions, 0),
  deletions: contributions.reduce((total, { deletions }) => total + deletions, 0),
  commits: contributions.length,
});
