import { z } from 'zod';
import { text } from '../schemas.js';

const LONGEST_REVISION = 1_000;

/** What a new branch or tag points at, by each of the names that clients have for it. */
export const REVISION_FIELDS = {
  refs: text(LONGEST_REVISION),
  ref: text(LONGEST_REVISION),
  target: text(LONGEST_REVISION),
};
const RevisionFields = z.object(REVISION_FIELDS);

/** The default branch when none is given. */
export const revisionOf = ({ refs, ref, target }: z.output<typeof RevisionFields>): string =>
  refs || ref || target || 'HEAD';
