import { z } from 'zod';
import { isRequired, type CombinedStatus, type CommitStatusRow, type MergeRule } from '#forge';
import { inBeijing } from '../shared/times.js';

/** The answer of `POST …/statuses/{sha}`. */
export const OlderStatusJson = () =>
  z.strictObject({
    context: z.string(),
    created_at: z.string(),
    description: z.string().nullable(),
    required: z.boolean(),
    id: z.int(),
    state: z.enum(['pending', 'error', 'success', 'failure']),
    target_url: z.string().nullable(),
  });
export type OlderStatusJson = z.output<ReturnType<typeof OlderStatusJson>>;

export const olderStatusJson = (row: CommitStatusRow, rule: MergeRule): OlderStatusJson => ({
  context: row.context,
  created_at: inBeijing(row.createdAt),
  description: row.description,
  required: isRequired(rule, row.context),
  id: row.id,
  state: row.state,
  target_url: row.targetUrl,
});

/** The answer of `GET …/commits/status/{ref}`. */
export const OlderCombinedJson = () =>
  z.strictObject({
    state: z.enum(['pending', 'error', 'success', 'failure']),
    sha: z.string(),
    total_count: z.int(),
    statuses: z.array(
      z.strictObject({
        state: z.enum(['pending', 'error', 'success', 'failure']),
        target_url: z.string().nullable(),
        description: z.string().nullable(),
        context: z.string(),
      }),
    ),
  });
export type OlderCombinedJson = z.output<ReturnType<typeof OlderCombinedJson>>;

export const olderCombinedJson = ({ state, sha, total, rows }: CombinedStatus): OlderCombinedJson => ({
  state,
  sha,
  total_count: total,
  statuses: rows.map((row) => ({
    state: row.state,
    target_url: row.targetUrl,
    description: row.description,
    context: row.context,
  })),
});
