import { z } from 'zod';
import type { LabelRow } from '#forge';
import { millisecondsWithOffset } from '../shared/json/times.js';

/** A label of a repository. */
export const LabelJson = () =>
  z.strictObject({
    id: z.int(),
    name: z.string(),
    color: z.string(),
    repository_id: z.int(),
    url: z.string(),
    created_at: z.string(),
    updated_at: z.string(),
  });
export type LabelJson = z.output<ReturnType<typeof LabelJson>>;

/** @param url of the label, below its repository */
export const labelJson = (label: LabelRow, url: string): LabelJson => ({
  id: label.id,
  name: label.name,
  color: label.color,
  repository_id: label.repositoryId,
  url,
  created_at: millisecondsWithOffset(label.createdAt),
  updated_at: millisecondsWithOffset(label.createdAt),
});
