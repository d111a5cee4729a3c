import { ForgeError } from '#domain';
import type { CommitState } from './commit-state.js';

export const RUN_STATUSES = ['queued', 'in_progress', 'completed'] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

export const CONCLUSIONS = [
  'success',
  'failure',
  'neutral',
  'cancelled',
  'skipped',
  'timed_out',
  'action_required',
] as const;
export type Conclusion = (typeof CONCLUSIONS)[number];

/** The progress of a check run; only a completed one has a conclusion. */
export interface CheckProgress {
  readonly status: RunStatus;
  readonly conclusion: Conclusion | null;
}

/** A report; undefined fields stay unchanged. */
export interface ReportedProgress {
  readonly status?: RunStatus | undefined;
  readonly conclusion?: Conclusion | undefined;
}

/** A conclusion completes a run. @throws ForgeError `invalid` when status and conclusion contradict each other */
export function progressed(before: CheckProgress, { status, conclusion }: ReportedProgress): CheckProgress {
  if (conclusion !== undefined && status !== undefined && status !== 'completed') {
    throw new ForgeError(
      'invalid',
      `conclusion is ${conclusion}, but status is ${status}: only a completed check run has a conclusion`,
    );
  }
  if (conclusion !== undefined) return { status: 'completed', conclusion };
  if (status === undefined) return before;
  if (status !== 'completed') return { status, conclusion: null };
  if (before.conclusion !== null) return before;
  throw new ForgeError(
    'invalid',
    `conclusion is missing: a completed check run has one of ${CONCLUSIONS.join(', ')}`,
  );
}

/** The commit status that equals a check run. */
export function stateOfRun({ conclusion }: Pick<CheckProgress, 'conclusion'>): CommitState {
  switch (conclusion) {
    case null:
      return 'pending';
    case 'success':
    case 'neutral':
    case 'skipped':
      return 'success';
    case 'failure':
    case 'cancelled':
    case 'timed_out':
    case 'action_required':
      return 'failure';
  }
}
