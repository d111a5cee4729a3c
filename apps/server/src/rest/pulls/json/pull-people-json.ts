import type { Reviewer } from '#domain';
import type { Links } from '#payloads';
import { memberJson, personJson } from '../../shared/json/account-json.js';
import { hexId } from '../../shared/json/user-json.js';

/** An entry of the answer of `POST …/pulls/{number}/testers`. */
export const askedTesterJson = ({ user }: Reviewer) => ({
  id: hexId(user.id),
  login: user.login,
  name: user.name,
  avatar_url: user.avatarUrl,
});

export const reviewerJson = ({ user, hasApproved }: Reviewer, links: Links) => ({
  ...personJson(user, links),
  // Spelt so in the reference.
  assigness: true,
  code_owner: false,
  accept: hasApproved,
});

export const testerJson = ({ user }: Reviewer, links: Links) => personJson(user, links);

export const approverJson = ({ user }: Reviewer, links: Links) => ({
  ...memberJson(user, links),
  is_codeowner: false,
});

export const loginsWithout = (
  people: readonly Reviewer[],
  unwanted: readonly string[],
): readonly string[] => {
  const logins = unwanted.map((login) => login.toLowerCase());
  return people.map(({ user }) => user.login).filter((login) => !logins.includes(login.toLowerCase()));
};
