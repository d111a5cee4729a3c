import { ForgeError, isWorkInProgress, type MergeRequestState } from '#domain';
import type { MergeRequestRow } from './merge-request.entity.js';

export const OPEN_STATES = ['opened', 'reopened'] as const satisfies readonly MergeRequestState[];

export const isOpen = ({ state }: Pick<MergeRequestRow, 'state'>): boolean =>
  state === 'opened' || state === 'reopened';

/** How people speak of a request. */
export const nameOf = ({ iid }: Pick<MergeRequestRow, 'iid'>): string => `Merge request !${iid}`;

/** @throws ForgeError `not_allowed` when it is merged, closed or a draft */
export function requireMergeable(row: MergeRequestRow): void {
  if (row.state === 'merged') throw new ForgeError('not_allowed', `${nameOf(row)} is merged already`);
  if (row.state === 'closed')
    throw new ForgeError('not_allowed', `${nameOf(row)} is closed: reopen it to merge it`);
  if (isWorkInProgress(row.title)) {
    throw new ForgeError(
      'not_allowed',
      `${nameOf(row)} is a draft: take the WIP mark off its title, or set draft to false, to merge it`,
    );
  }
}

/** The form of the contract's sample: both branches in quotes, a blank line, the title. */
export const mergeMessage = ({ sourceBranch, targetBranch, title }: MergeRequestRow): string =>
  `Merge branch '${sourceBranch}' into '${targetBranch}'\n\n${title}\n`;

/** What its author chose, or the title and what it is about. */
export const squashMessage = ({ squashMessage: chosen, title, description }: MergeRequestRow): string =>
  `${(chosen ?? [title, description].filter(Boolean).join('\n\n')).trimEnd()}\n`;
