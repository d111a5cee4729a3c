import { z } from 'zod';
import type { Repository } from '#domain';
import type { PersonalContribution } from '#forge';
import type { Contributor, LanguageSizes } from '#git';

/** The answer of `GET …/languages`: the share of each in percent. */
export const LanguagesJson = () => z.record(z.string(), z.number());

export function languagesJson(sizes: LanguageSizes): z.output<ReturnType<typeof LanguagesJson>> {
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const percent = (size: number) => Math.round((size / total) * 10_000) / 100;
  return Object.fromEntries([...sizes].map(([language, size]) => [language, percent(size)]));
}

/** An entry of `GET …/contributors`. */
export const ContributorJson = () =>
  z.strictObject({ name: z.string(), contributions: z.number(), email: z.string() });
export type ContributorJson = z.output<ReturnType<typeof ContributorJson>>;

export const contributorJson = ({ name, commits, email }: Contributor): ContributorJson => ({
  name,
  contributions: commits,
  email,
});

const Counts = {
  additions: z.number(),
  deletions: z.number(),
  total_changes: z.number(),
  commit_count: z.number(),
};

/** An entry of `GET …/contributors/statistic`. */
export const ContributionJson = () =>
  z.strictObject({
    name: z.string(),
    email: z.string(),
    overview: z.strictObject(Counts),
    contributions: z.array(z.strictObject({ date: z.string(), ...Counts })),
  });
export type ContributionJson = z.output<ReturnType<typeof ContributionJson>>;

export const contributionJson = (person: PersonalContribution): ContributionJson => ({
  name: person.name,
  email: person.email,
  overview: {
    additions: person.additions,
    deletions: person.deletions,
    total_changes: person.additions + person.deletions,
    commit_count: person.commits,
  },
  contributions: person.days.map(({ day, additions, deletions, commits }) => ({
    date: day,
    additions,
    deletions,
    total_changes: additions + deletions,
    commit_count: commits,
  })),
});

/** The answer of `GET …/repository/commit_statistics`. */
export const CommitStatisticsJson = () =>
  z.strictObject({
    commits: z.array(z.strictObject({ author_name: z.string(), date: z.string() })),
    statistics: z.array(
      z.strictObject({
        project_id: z.number(),
        branch: z.string(),
        user_name: z.string(),
        nick_name: z.string(),
        add_lines: z.number(),
        delete_lines: z.number(),
        commit_count: z.number(),
      }),
    ),
    total: z.number(),
  });
export type CommitStatisticsJson = z.output<ReturnType<typeof CommitStatisticsJson>>;

/** A commit has its author and day; `total` counts the persons, as in the sample. */
export const commitStatisticsJson = (
  people: readonly PersonalContribution[],
  { at, branch }: { readonly at: Repository; readonly branch: string },
): CommitStatisticsJson => ({
  commits: people
    .flatMap((person) =>
      person.days
        .flatMap(({ day, commits }) => Array<string>(commits).fill(day))
        .map((date) => ({ author_name: loginOf(person), date })),
    )
    .sort((a, b) => b.date.localeCompare(a.date)),
  statistics: people.map((person) => ({
    project_id: at.id,
    branch,
    user_name: loginOf(person),
    nick_name: person.user?.name ?? person.name,
    add_lines: person.additions,
    delete_lines: person.deletions,
    commit_count: person.commits,
  })),
  total: people.length,
});

/** A person without an account has the name in their commits. */
const loginOf = ({ user, name }: PersonalContribution): string => user?.login ?? name;
