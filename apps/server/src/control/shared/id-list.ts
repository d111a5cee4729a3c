import { z } from 'zod';
import { proseUnlessEmpty } from '../../rest/shared/schemas.js';

const MOST = 1_000;
/** The longest list of ids. */
const LONGEST = 16 * MOST;
const FORM = /^[1-9]\d{0,14}(,[1-9]\d{0,14})*$/;

/** One or several ids, separated by commas; undefined for none. */
export const idList = proseUnlessEmpty(LONGEST).transform((given, context): readonly number[] | undefined => {
  if (given === undefined) return undefined;
  const ids = FORM.test(given) ? given.split(',').map(Number) : [];
  if (ids.length > 0 && ids.length <= MOST) return ids;
  const message = `must be at most ${MOST} ids, with commas between them, but is ${JSON.stringify(given)}`;
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});
