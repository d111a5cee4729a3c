import { z } from 'zod';
import { isWorkInProgress } from '#domain';
import type { MergeRequestRow } from '#forge';
import { shortState } from '../../rest/pulls/json/pull-facts.js';
import { inBeijing } from '../shared/times.js';

export const OlderPullJson = () =>
  z.strictObject({
    id: z.string(),
    number: z.int(),
    state: z.string(),
    title: z.string(),
    body: z.string(),
    created_at: z.string(),
    updated_at: z.string(),
    draft: z.boolean(),
  });
export type OlderPullJson = z.output<ReturnType<typeof OlderPullJson>>;

export const olderPullJson = (row: MergeRequestRow): OlderPullJson => ({
  id: String(row.id),
  number: row.iid,
  state: shortState(row.state),
  title: row.title,
  body: row.description,
  created_at: inBeijing(row.createdAt),
  updated_at: inBeijing(row.updatedAt),
  draft: isWorkInProgress(row.title),
});
