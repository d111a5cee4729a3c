import { z } from 'zod';
import { quoted } from '#domain';
import { COMMIT_STATES } from '#forge';
import { body, choice, prose } from '../shared/schemas.js';

const LONGEST_CONTEXT = 255;
const LONGEST_DESCRIPTION = 1_000;
const LONGEST_URL = 2_048;
/** GitHub's default name. */
const DEFAULT_CONTEXT = 'default';

export const context = prose(LONGEST_CONTEXT);

/** A web address. Empty text counts as missing. */
export const webUrl = prose(LONGEST_URL).transform((value, issues) => {
  if (value === undefined || value === '') return undefined;
  if (/^https?:\/\//i.test(value) && URL.canParse(value)) return value;
  issues.addIssue({ code: 'custom', message: `must be an http or https address, but is ${quoted(value)}` });
  return z.NEVER;
});

export const CreateStatus = body({
  state: choice(...COMMIT_STATES),
  target_url: webUrl,
  description: prose(LONGEST_DESCRIPTION),
  context,
}).transform(({ state, ...fields }, issues) => {
  if (state === undefined) {
    const message = `is missing: it is one of ${COMMIT_STATES.join(', ')}`;
    issues.addIssue({ code: 'custom', path: ['state'], message });
    return z.NEVER;
  }
  return {
    state,
    context: fields.context?.trim() ? fields.context : DEFAULT_CONTEXT,
    targetUrl: fields.target_url ?? null,
    description: fields.description ?? null,
  };
});
export type CreateStatus = z.output<typeof CreateStatus>;
