/** Which commits of a history; what is left out chooses nothing. */
export interface ChosenCommits {
  /** Part of the author's `name <address>`, in any case. */
  readonly author?: string | undefined;
  /** When it was committed at the earliest. */
  readonly since?: Date | undefined;
  /** When it was committed at the latest. */
  readonly until?: Date | undefined;
}

/** What `git log` and `git rev-list` have to be told. */
export const choosing = ({ author, since, until }: ChosenCommits): readonly string[] => [
  ...(author ? [`--author=${author}`, '--fixed-strings', '--regexp-ignore-case'] : []),
  ...(since ? [`--since=${rawDate(Math.ceil(since.getTime() / 1000))}`] : []),
  ...(until ? [`--until=${rawDate(Math.floor(until.getTime() / 1000))}`] : []),
];

/** Git's own form, which it takes without guessing. It knows no time before 1970. */
const rawDate = (seconds: number): string => `@${Math.max(0, seconds)} +0000`;
