import { z } from 'zod';
import type { Reviewer } from '#domain';
import type { ReviewDetails } from '#forge';
import type { Links } from '#payloads';
import { MemberJson, memberJson, PersonJson, personJson } from '../../shared/json/account-json.js';
import { hexId } from '../../shared/json/user-json.js';

/** An entry of the answer of `POST …/pulls/{number}/testers`. */
export const AskedTesterJson = () =>
  z.strictObject({
    id: z.string(),
    login: z.string(),
    name: z.string(),
    avatar_url: z.string(),
  });
export type AskedTesterJson = z.output<ReturnType<typeof AskedTesterJson>>;

export const askedTesterJson = ({ user }: Reviewer): AskedTesterJson => ({
  id: hexId(user.id),
  login: user.login,
  name: user.name,
  avatar_url: user.avatarUrl,
});

export const ReviewerJson = () =>
  z.strictObject({
    ...PersonJson().shape,
    assignee: z.boolean(),
    assigness: z.boolean(),
    code_owner: z.boolean(),
    accept: z.boolean(),
  });
export type ReviewerJson = z.output<ReturnType<typeof ReviewerJson>>;

export const reviewerJson = ({ user, hasApproved }: Reviewer, links: Links): ReviewerJson => ({
  ...personJson(user, links),
  assignee: true,
  // So in the reference's answer for a single request.
  assigness: true,
  code_owner: false,
  accept: hasApproved,
});

export const TesterJson = PersonJson;
export type TesterJson = z.output<ReturnType<typeof TesterJson>>;

export const testerJson = ({ user }: Reviewer, links: Links): TesterJson => personJson(user, links);

export const ApproverJson = () =>
  z.strictObject({
    ...MemberJson().shape,
    is_codeowner: z.boolean(),
  });
export type ApproverJson = z.output<ReturnType<typeof ApproverJson>>;

export const approverJson = ({ user }: Reviewer, links: Links): ApproverJson => ({
  ...memberJson(user, links),
  is_codeowner: false,
});

/** The answer of `POST …/pulls/{number}/assignees`. */
export const AssignedJson = () => z.strictObject({ assignees_number: z.int() });
export type AssignedJson = z.output<ReturnType<typeof AssignedJson>>;

export const assignedJson = ({ assignees }: ReviewDetails): AssignedJson => ({
  assignees_number: assignees.length,
});

export const loginsWithout = (
  people: readonly Reviewer[],
  unwanted: readonly string[],
): readonly string[] => {
  const logins = unwanted.map((login) => login.toLowerCase());
  return people.map(({ user }) => user.login).filter((login) => !logins.includes(login.toLowerCase()));
};
