import { z } from 'zod';
import type { Repository } from '#domain';
import type { MilestoneProgress, MilestoneRow } from '#forge';
import type { Links } from '#payloads';
import { MilestoneReferenceJson, milestoneReferenceJson } from '../shared/json/milestone-json.js';

/** A milestone with its number of issues. */
export const MilestoneJson = () =>
  z.strictObject({ ...MilestoneReferenceJson().shape, open_issues: z.int(), closed_issues: z.int() });
export type MilestoneJson = z.output<ReturnType<typeof MilestoneJson>>;

export const milestoneJson = (
  row: MilestoneRow,
  { open, closed }: MilestoneProgress,
  at: Repository,
  links: Links,
): MilestoneJson => ({
  ...milestoneReferenceJson(row, at, links),
  open_issues: open,
  closed_issues: closed,
});
