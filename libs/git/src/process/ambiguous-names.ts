import type { SimpleGitOptions } from 'simple-git';

/** Git warns of a branch or tag that is named like the commit it was asked for; merge-tree ignores the setting against that. */
const WARNING =
  /warning: refname '[^']*' is ambiguous\.\n(?:Git normally never [^]*?objectNameWarning false"\n)?/g;

/** For simple-git, which takes an exit code with a message for a failure: a conflict with such a warning is none. */
export const unlessAmbiguous: NonNullable<SimpleGitOptions['errors']> = (error, { stdErr }) => {
  const message = Buffer.concat(stdErr).toString();
  return message !== '' && message.replaceAll(WARNING, '') === '' ? undefined : error;
};
