import { z } from 'zod';
import { isWorkInProgress, type User } from '#domain';
import type { MergeRequestDetails } from '#forge';
import type { Links } from '#payloads';
import { personJson } from '../../shared/json/account-json.js';
import { MilestoneReferenceJson, milestoneReferenceJson } from '../../shared/json/milestone-json.js';
import { secondsWithOffset } from '../../shared/json/times.js';
import { hexId } from '../../shared/json/user-json.js';
import { apiUrl, isChecked, isMergeable, shortState } from './pull-facts.js';

const PersonJson = () =>
  z.strictObject({
    id: z.string(),
    login: z.string(),
    name: z.string(),
    avatar_url: z.string(),
    html_url: z.string(),
  });

const Place = { path: z.string(), name: z.string(), name_space: z.strictObject({ path: z.string() }) };

/**
 * A merge request in lists of an organisation or an enterprise. The keys from `title` on are additions of ours, which
 * every other list has.
 */
export const FoundPullJson = () =>
  z.strictObject({
    id: z.int(),
    url: z.string(),
    html_url: z.string(),
    number: z.int(),
    state: z.string(),
    assignees_number: z.int(),
    testers_number: z.int(),
    assignees: z.array(PersonJson()),
    testers: z.array(PersonJson()),
    mergeable: z.boolean(),
    can_merge_check: z.boolean(),
    head: z.strictObject({
      ref: z.string(),
      sha: z.string(),
      repo: z.strictObject({
        ...Place,
        assigner: z.strictObject({ id: z.string(), login: z.string(), name: z.string() }),
      }),
    }),
    base: z.strictObject({ ref: z.string(), sha: z.string(), repo: z.strictObject(Place) }),
    milestone: MilestoneReferenceJson().nullable(),
    title: z.string(),
    body: z.string(),
    user: PersonJson(),
    labels: z.array(z.strictObject({ id: z.int(), name: z.string(), color: z.string() })),
    draft: z.boolean(),
    created_at: z.string(),
    updated_at: z.string(),
    merged_at: z.string().nullable(),
    closed_at: z.string().nullable(),
  });
export type FoundPullJson = z.output<ReturnType<typeof FoundPullJson>>;

/** @param sourceOwner the owner of the source repository */
export const foundPullJson = (
  details: MergeRequestDetails,
  sourceOwner: User,
  links: Links,
): FoundPullJson => {
  const { row, request, milestone } = details;
  return {
    id: row.id,
    url: apiUrl(details, links),
    html_url: links.mergeRequest(request.target, row.iid),
    number: row.iid,
    state: shortState(row.state),
    assignees_number: request.assignees.length,
    testers_number: request.testers.length,
    assignees: request.assignees.map(({ user }) => personJson(user, links)),
    testers: request.testers.map(({ user }) => personJson(user, links)),
    mergeable: isMergeable(details),
    can_merge_check: isChecked(row),
    head: {
      ref: row.sourceBranch,
      sha: row.headSha,
      repo: {
        path: request.source.path,
        name: request.source.name,
        name_space: { path: request.source.owner },
        assigner: { id: hexId(sourceOwner.id), login: sourceOwner.login, name: sourceOwner.name },
      },
    },
    base: {
      ref: row.targetBranch,
      sha: details.baseSha,
      repo: {
        path: request.target.path,
        name: request.target.name,
        name_space: { path: request.target.owner },
      },
    },
    milestone: milestone && milestoneReferenceJson(milestone, request.target, links),
    title: row.title,
    body: row.description,
    user: personJson(request.author, links),
    labels: request.labels.map(({ id, name, color }) => ({ id, name, color })),
    draft: isWorkInProgress(row.title),
    created_at: secondsWithOffset(row.createdAt),
    updated_at: secondsWithOffset(row.updatedAt),
    merged_at: row.mergedAt && secondsWithOffset(row.mergedAt),
    closed_at: row.closedAt && secondsWithOffset(row.closedAt),
  };
};
