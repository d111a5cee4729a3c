import type { MergeRequestState } from '#domain';
import type { MergeRequestDetails } from '#forge';
import type { Links } from '#payloads';

/** The words of lists and single requests; creating and changing answer in GitLab's. */
export const shortState = (state: MergeRequestState): string =>
  state === 'opened' || state === 'reopened' ? 'open' : state;
export const longState = (state: MergeRequestState): string => (state === 'reopened' ? 'opened' : state);

export const apiUrl = ({ request: { target, iid } }: MergeRequestDetails, links: Links): string =>
  links.api(`/repos/${target.owner}/${target.path}/pulls/${iid}`);

export const isMergeable = ({ row }: MergeRequestDetails): boolean =>
  shortState(row.state) === 'open' && row.mergeStatus === 'can_be_merged';

/** Of an open request it is only what a merge was about to make. */
export const mergeCommitSha = ({ row }: MergeRequestDetails): string | null =>
  row.state === 'merged' ? row.mergeCommitSha : null;

/** Milestones are numbers here; nothing else is known of them. */
export const milestoneJson = (id: number | null) => (id === null ? null : { id, number: id });

export const NO_TIME = {
  time_estimate: 0,
  total_time_spent: 0,
  human_time_estimate: null,
  human_total_time_spent: null,
};
