/** Worst first. */
export const COMMIT_STATES = ['error', 'failure', 'pending', 'success'] as const;

export type CommitState = (typeof COMMIT_STATES)[number];

/** The worst state; `pending` without a report. */
export const worstOf = (states: readonly CommitState[]): CommitState =>
  COMMIT_STATES.find((state) => states.includes(state)) ?? 'pending';
