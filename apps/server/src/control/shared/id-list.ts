import { z } from 'zod';
import { text } from '../../rest/shared/schemas.js';

const MOST = 1_000;
/** As many of the longest ids, with commas between them. */
const LONGEST = 16 * MOST;
const FORM = /^[1-9]\d{0,14}(,[1-9]\d{0,14})*$/;

/** One id or several, with commas between them; undefined for none. */
export const idList = text(LONGEST).transform((given, context): readonly number[] | undefined => {
  if (given === undefined) return undefined;
  const ids = FORM.test(given) ? given.split(',').map(Number) : [];
  if (ids.length > 0 && ids.length <= MOST) return ids;
  const message = `must be at most ${MOST} ids, with commas between them, but is ${JSON.stringify(given)}`;
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});
