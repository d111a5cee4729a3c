import type { User } from '#domain';

/** A name or an address this long is somebody's joke, and what a process is given has an end. */
const LONGEST = 1_000;

/** Git drops these wherever they stand, and a process can't be given a NUL. */
// oxlint-disable-next-line no-control-regex
const DROPPED = /[\0-\x1f\x7f<>]/g;
/** A name of nothing else git takes for none. */
const MEANINGFUL = /[^ .,:;"\\']/;

/** Who moves refs, for git to write it into reflogs. Whoever has no name that git takes goes by the login. */
export function committerEnvironment({ login, name, email }: User): Readonly<Record<string, string>> {
  const given = name.replace(DROPPED, '').slice(0, LONGEST);
  return {
    GIT_COMMITTER_NAME: MEANINGFUL.test(given) ? given : login,
    GIT_COMMITTER_EMAIL: email.replace(DROPPED, '').slice(0, LONGEST),
  };
}
