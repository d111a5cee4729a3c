import { z } from 'zod';
import { isRequired, type CombinedStatus, type CommitStatusRow, type MergeRule } from '#forge';
import type { Repository, User } from '#domain';
import type { Links } from '#payloads';
import { PersonJson, personJson } from '../shared/json/account-json.js';
import { secondsWithOffset } from '../shared/json/times.js';

/** Data shared by all statuses of an answer. */
export interface StatusSurroundings {
  readonly at: Repository;
  readonly rule: MergeRule;
  /** By id. */
  readonly creators: ReadonlyMap<number, User>;
  readonly links: Links;
}

/** The older API's object, followed by the keys of GitHub's that clients look for. */
export const StatusJson = () =>
  z.strictObject({
    context: z.string(),
    created_at: z.string(),
    description: z.string().nullable(),
    required: z.boolean(),
    id: z.int(),
    state: z.enum(['success', 'error', 'failure', 'pending']),
    target_url: z.string().nullable(),
    updated_at: z.string(),
    sha: z.string(),
    url: z.string(),
    creator: PersonJson().nullable(),
  });
export type StatusJson = z.output<ReturnType<typeof StatusJson>>;

export const statusJson = (
  row: CommitStatusRow,
  { at, rule, creators, links }: StatusSurroundings,
): StatusJson => {
  const creator = creators.get(row.creatorId);
  return {
    context: row.context,
    created_at: secondsWithOffset(row.createdAt),
    description: row.description,
    required: isRequired(rule, row.context),
    id: row.id,
    state: row.state,
    target_url: row.targetUrl,
    updated_at: secondsWithOffset(row.createdAt),
    sha: row.sha,
    url: links.api(`/repos/${at.owner}/${at.path}/commits/${row.sha}/statuses`),
    creator: creator === undefined ? null : personJson(creator, links),
  };
};

/** The answer of `GET …/commits/{ref}/status`. */
export const CombinedJson = () =>
  z.strictObject({
    state: z.enum(['success', 'error', 'failure', 'pending']),
    sha: z.string(),
    total_count: z.int(),
    statuses: z.array(StatusJson()),
    commit_url: z.string(),
    url: z.string(),
  });
export type CombinedJson = z.output<ReturnType<typeof CombinedJson>>;

export const combinedJson = (combined: CombinedStatus, around: StatusSurroundings): CombinedJson => {
  const commit = around.links.api(`/repos/${around.at.owner}/${around.at.path}/commits/${combined.sha}`);
  return {
    state: combined.state,
    sha: combined.sha,
    total_count: combined.total,
    statuses: combined.rows.map((row) => statusJson(row, around)),
    commit_url: commit,
    url: `${commit}/status`,
  };
};
