import { isWorkInProgress } from '#domain';
import type { MergeRequestRow } from '#forge';
import { shortState } from '../../rest/pulls/json/pull-facts.js';
import { inBeijing } from '../shared/times.js';

export const olderPullJson = (row: MergeRequestRow) => ({
  id: String(row.id),
  number: row.iid,
  state: shortState(row.state),
  title: row.title,
  body: row.description,
  created_at: inBeijing(row.createdAt),
  updated_at: inBeijing(row.updatedAt),
  draft: isWorkInProgress(row.title),
});
