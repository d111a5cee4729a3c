import { isRequired, type CombinedStatus, type CommitStatusRow, type MergeRule } from '#forge';
import { inBeijing } from '../shared/times.js';

/** The answer of `POST …/statuses/{sha}`. */
export const olderStatusJson = (row: CommitStatusRow, rule: MergeRule) => ({
  context: row.context,
  created_at: inBeijing(row.createdAt),
  description: row.description,
  required: isRequired(rule, row.context),
  id: row.id,
  state: row.state,
  target_url: row.targetUrl,
});

/** The answer of `GET …/commits/status/{ref}`. */
export const olderCombinedJson = ({ state, sha, total, rows }: CombinedStatus) => ({
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
