import { z } from 'zod';
import type { User } from '#domain';
import type { Links } from '#payloads';
import { hexId } from '../../shared/json/user-json.js';

/** A user in issues: most keys are null in the reference. */
export const IssueUserJson = () =>
  z.strictObject({
    avatar_url: z.string(),
    events_url: z.null(),
    followers_url: z.null(),
    following_url: z.null(),
    gists_url: z.null(),
    html_url: z.string(),
    id: z.string(),
    login: z.string(),
    member_role: z.null(),
    name: z.string(),
    organizations_url: z.null(),
    received_events_url: z.null(),
    remark: z.null(),
    repos_url: z.null(),
    starred_url: z.null(),
    subscriptions_url: z.null(),
    type: z.null(),
    url: z.null(),
  });
export type IssueUserJson = z.output<ReturnType<typeof IssueUserJson>>;

export const issueUserJson = (user: User, links: Links): IssueUserJson => ({
  avatar_url: user.avatarUrl,
  events_url: null,
  followers_url: null,
  following_url: null,
  gists_url: null,
  html_url: links.user(user.login),
  id: hexId(user.id),
  login: user.login,
  member_role: null,
  name: user.name,
  organizations_url: null,
  received_events_url: null,
  remark: null,
  repos_url: null,
  starred_url: null,
  subscriptions_url: null,
  type: null,
  url: null,
});
