import { z } from 'zod';
import { ForgeError } from '#domain';
import { names } from '../shared/schemas.js';

/**
 * Users or labels to remove from a merge request: clients name them in the query or in the body, where a list of
 * labels may be the whole body.
 */
export const Removals = z.preprocess(
  (fields) => (Array.isArray(fields) ? { labels: fields } : fields),
  z.object(
    { assignees: names, testers: names, reviewers: names, labels: names },
    'the body must be a JSON object or a form',
  ),
);
export type Removals = z.output<typeof Removals>;

/** @throws ForgeError `invalid` when both are empty */
export function given(field: keyof Removals, query: Removals, fields: Removals): readonly string[] {
  const unwanted = [...(query[field] ?? []), ...(fields[field] ?? [])];
  if (unwanted.length > 0) return unwanted;
  throw new ForgeError('invalid', `${field} is missing: give names, separated by commas`);
}
