/** A filter for the commits of a history. */
export interface ChosenCommits {
  /** Part of the author's `name <address>`, in any case. */
  readonly author?: string | undefined;
  /** The earliest commit time. */
  readonly since?: Date | undefined;
  /** The latest commit time. */
  readonly until?: Date | undefined;
}

/** The arguments of `git log` and `git rev-list`. */
export const choosing = ({ author, since, until }: ChosenCommits): readonly string[] => [
  ...(author ? [`--author=${author}`, '--fixed-strings', '--regexp-ignore-case'] : []),
  ...(since ? [`--since=${rawDate(Math.ceil(since.getTime() / 1000))}`] : []),
  ...(until ? [`--until=${rawDate(Math.floor(until.getTime() / 1000))}`] : []),
];

/** Git's raw form, which needs no guessing. Git knows no time before 1970. */
const rawDate = (seconds: number): string => `@${Math.max(0, seconds)} +0000`;
