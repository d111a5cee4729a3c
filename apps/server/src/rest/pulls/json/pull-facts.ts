import { z } from 'zod';
import type { MergeRequestState } from '#domain';
import type { MergeRequestDetails, MergeRequestRow } from '#forge';
import type { Links } from '#payloads';
import { MilestoneReferenceJson, milestoneReferenceJson } from '../../shared/json/milestone-json.js';

/** In which state a list or a single request says that it is. */
export const ShortState = () => z.enum(['open', 'closed', 'locked', 'merged']);
type ShortState = z.output<ReturnType<typeof ShortState>>;

/** The words of lists and single requests; creating and changing answer in GitLab's. */
export const shortState = (state: MergeRequestState): ShortState =>
  state === 'opened' || state === 'reopened' ? 'open' : state;
export const longState = (state: MergeRequestState): string => (state === 'reopened' ? 'opened' : state);

export const apiUrl = ({ request: { target, iid } }: MergeRequestDetails, links: Links): string =>
  links.api(`/repos/${target.owner}/${target.path}/pulls/${iid}`);

export const isMergeable = ({ row }: MergeRequestDetails): boolean =>
  shortState(row.state) === 'open' && row.mergeStatus === 'can_be_merged';

/** Whether the test merge has run with the newest source and target. */
export const isChecked = ({ mergeStatus }: Pick<MergeRequestRow, 'mergeStatus'>): boolean =>
  mergeStatus !== 'unchecked';

/** Of an open request it is only what a merge was about to make. */
export const mergeCommitSha = ({ row }: MergeRequestDetails): string | null =>
  row.state === 'merged' ? row.mergeCommitSha : null;

/** Of a number that was given without a milestone of that number, nothing else is known. */
export const MilestoneJson = () =>
  z.union([MilestoneReferenceJson(), z.strictObject({ id: z.int(), number: z.int() })]);
export type MilestoneJson = z.output<ReturnType<typeof MilestoneJson>>;

export const milestoneJson = (
  { row, request, milestone }: MergeRequestDetails,
  links: Links,
): MilestoneJson | null => {
  if (milestone !== null) return milestoneReferenceJson(milestone, request.target, links);
  return row.milestoneId === null ? null : { id: row.milestoneId, number: row.milestoneId };
};

/** Nobody tells how long something took, or will take. */
export const TimeJson = () =>
  z.strictObject({
    time_estimate: z.int(),
    total_time_spent: z.int(),
    human_time_estimate: z.null(),
    human_total_time_spent: z.null(),
  });

export const NO_TIME: z.output<ReturnType<typeof TimeJson>> = {
  time_estimate: 0,
  total_time_spent: 0,
  human_time_estimate: null,
  human_total_time_spent: null,
};
