import { z } from 'zod';
import type { MergeRequestRow } from '#forge';
import { keysFirst } from '../../shared/json/keys-first.js';
import { millisecondsWithOffset } from '../../shared/json/times.js';
import { longState } from './pull-facts.js';
import { PullJson } from './pull-json.js';

const DOCUMENTED = ['title', 'body', 'state', 'created_at', 'updated_at'] as const;

/** The answer of `PATCH …/pulls/{number}`: five documented keys in their own forms, then those of the single request. */
export const ChangedPullJson = () =>
  z.strictObject(keysFirst(DOCUMENTED, { ...PullJson().shape, state: z.string() }));
export type ChangedPullJson = z.output<ReturnType<typeof ChangedPullJson>>;

export const changedPullJson = (row: MergeRequestRow, shown: PullJson): ChangedPullJson =>
  keysFirst(DOCUMENTED, {
    ...shown,
    title: row.title,
    body: row.description,
    state: longState(row.state),
    created_at: millisecondsWithOffset(row.createdAt),
    updated_at: millisecondsWithOffset(row.updatedAt),
  });
