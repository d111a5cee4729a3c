import type { User } from '#domain';

/** The length of a process's arguments is limited. */
const LONGEST = 1_000;

/** Git drops these anywhere, and arguments of a process cannot contain NUL. */
// oxlint-disable-next-line no-control-regex
const DROPPED = /[\0-\x1f\x7f<>]/g;
/** Git takes a name of only these for none. */
const MEANINGFUL = /[^ .,:;"\\']/;

/** The identity that git writes into reflogs. The login replaces a name that git does not accept. */
export function committerEnvironment({ login, name, email }: User): Readonly<Record<string, string>> {
  const given = name.replace(DROPPED, '').slice(0, LONGEST);
  return {
    GIT_COMMITTER_NAME: MEANINGFUL.test(given) ? given : login,
    GIT_COMMITTER_EMAIL: email.replace(DROPPED, '').slice(0, LONGEST),
  };
}
