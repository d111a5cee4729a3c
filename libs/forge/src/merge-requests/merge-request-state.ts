import {
  ForgeError,
  isWorkInProgress,
  markedWorkInProgress,
  withoutWorkInProgress,
  quoted,
  type MergeRequestState,
} from '#domain';
import type { MergeRequestRow } from './merge-request.entity.js';

export const OPEN_STATES = ['opened', 'reopened'] as const satisfies readonly MergeRequestState[];

export const isOpen = ({ state }: Pick<MergeRequestRow, 'state'>): boolean =>
  state === 'opened' || state === 'reopened';

const LONGEST_TITLE = 255;

/**
 * Adds or removes the WIP mark of a title.
 * @param draft undefined leaves the title unchanged
 * @throws ForgeError `invalid` when the title becomes empty or too long
 */
export function titled(title: string, draft: boolean | undefined): string {
  const marked = draft === true ? markedWorkInProgress(title) : title;
  const result = draft === false ? withoutWorkInProgress(title) : marked;
  const length = Array.from(result).length;
  if (result.trim() === '')
    throw new ForgeError('invalid', `title is missing: ${quoted(title)} is only a mark`);
  if (length <= LONGEST_TITLE) return result;
  throw new ForgeError('invalid', `title has ${length} characters; at most ${LONGEST_TITLE} are allowed`);
}

/** The name of a request in messages. */
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

/** The author's message, or title and description. */
export const squashMessage = ({ squashMessage: chosen, title, description }: MergeRequestRow): string =>
  `${(chosen?.trim() ? chosen : [title, description].filter(Boolean).join('\n\n')).trimEnd()}\n`;
