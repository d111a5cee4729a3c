import { z } from 'zod';
import { text } from '../schemas.js';

const LONGEST_REVISION = 1_000;

/** The target of a new branch or tag, under each name that clients use. */
export const REVISION_FIELDS = {
  refs: text(LONGEST_REVISION),
  ref: text(LONGEST_REVISION),
  target: text(LONGEST_REVISION),
};
const RevisionFields = z.object(REVISION_FIELDS);

/** The default branch by default. */
export const revisionOf = ({ refs, ref, target }: z.output<typeof RevisionFields>): string =>
  refs || ref || target || 'HEAD';
