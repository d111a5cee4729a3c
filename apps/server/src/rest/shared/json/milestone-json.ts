import { z } from 'zod';
import type { Repository } from '#domain';
import type { MilestoneRow } from '#forge';
import type { Links } from '#payloads';
import { secondsWithOffset } from './times.js';

const Milestone = {
  created_at: z.string(),
  description: z.string(),
  due_on: z.string().nullable(),
  id: z.int(),
  number: z.int(),
  repository_id: z.int(),
  state: z.enum(['open', 'closed']),
  title: z.string(),
  updated_at: z.string(),
  url: z.string(),
};

/** A milestone in issues and merge requests. */
export const MilestoneReferenceJson = () => z.strictObject(Milestone);
export type MilestoneReferenceJson = z.output<ReturnType<typeof MilestoneReferenceJson>>;

export const milestoneReferenceJson = (
  row: MilestoneRow,
  at: Repository,
  links: Links,
): MilestoneReferenceJson => ({
  created_at: secondsWithOffset(row.createdAt),
  description: row.description,
  due_on: row.dueOn,
  id: row.id,
  number: row.id,
  repository_id: row.repositoryId,
  state: row.state,
  title: row.title,
  updated_at: secondsWithOffset(row.updatedAt),
  url: links.api(`/repos/${at.owner}/${at.path}/milestones/${row.id}`),
});
