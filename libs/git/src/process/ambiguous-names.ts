import type { SimpleGitOptions } from 'simple-git';

/** Git's words about a branch or tag that is named like the commit it was asked for; merge-tree ignores the setting against them. */
const WARNING =
  /warning: refname '[^']*' is ambiguous\.\n(?:Git normally never [^]*?objectNameWarning false"\n)?/g;

/** What simple-git takes for a failure: a message of a command whose exit code is not 0, as with conflicts, unless it only warns. */
export const unlessAmbiguous: SimpleGitOptions['errors'] = (error, { stdErr }) => {
  const message = Buffer.concat(stdErr).toString();
  return message !== '' && message.replaceAll(WARNING, '') === '' ? undefined : error;
};
