import { z } from 'zod';
import { worstOf, type CommitState, type MergeRequestDetails, type Verdict } from '#forge';

/** Whether all reports are successful, and all required ones exist. */
export const isCiPassed = ({ reports, obstacle }: Verdict): boolean =>
  obstacle === null && reports.every(({ state }) => state === 'success');

/** Null without a report. GitLab's key and words: a commit's state here is a pipeline's there. */
export const HeadPipelineJson = () =>
  z.strictObject({
    project_id: z.int(),
    sha: z.string(),
    ref: z.string(),
    status: z.enum(['success', 'pending', 'failed']),
  });
export type HeadPipelineJson = z.output<ReturnType<typeof HeadPipelineJson>>;

export const headPipelineJson = (
  { row }: MergeRequestDetails,
  { reports }: Verdict,
): HeadPipelineJson | null =>
  reports.length === 0
    ? null
    : {
        project_id: row.targetId,
        sha: row.headSha,
        ref: row.sourceBranch,
        status: pipelineStatus(worstOf(reports.map(({ state }) => state))),
      };

function pipelineStatus(state: CommitState): 'failed' | 'pending' | 'success' {
  switch (state) {
    case 'error':
    case 'failure':
      return 'failed';
    case 'pending':
    case 'success':
      return state;
  }
}
