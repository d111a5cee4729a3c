import { z } from 'zod';
import type { NamedGrant } from '#forge';
import { REVISION_FIELDS, revisionOf } from '../shared/fields/revision-fields.js';
import { body, choice, requiredText, text } from '../shared/schemas.js';

export const Order = z
  .object({ sort: choice('name', 'updated'), direction: choice('asc', 'desc') })
  .transform(({ sort = 'name', direction = 'asc' }) => ({ by: sort, direction }));
export type Order = z.output<typeof Order>;

/** Clients also call the name `branch`. */
export const CreateBranch = body({
  ...REVISION_FIELDS,
  branch_name: text(200),
  branch: text(200),
}).transform((fields, context) => {
  const name = fields.branch_name || fields.branch;
  if (name) return { name, revision: revisionOf(fields) };
  context.addIssue({ code: 'custom', path: ['branch_name'], message: 'is missing' });
  return z.NEVER;
});
export type CreateBranch = z.output<typeof CreateBranch>;

/** Access levels and logins, separated by semicolons or commas. */
const GRANT = { pusher: requiredText(10_000), merger: requiredText(10_000) };

const LEVELS = new Map<string, NamedGrant['level']>([
  ['developer', 'developer'],
  ['developers', 'developer'],
  ['admin', 'admin'],
  ['maintainer', 'admin'],
  ['master', 'admin'],
  ['owner', 'admin'],
  ['none', 'none'],
  ['no_one', 'none'],
]);

/** The widest of several levels counts. */
function grantOf(given: string): NamedGrant {
  const words = given.split(/[;,]/).map((word) => word.trim());
  const levels = words.map((word) => LEVELS.get(word.toLowerCase()));
  const level = (['developer', 'admin'] as const).find((candidate) => levels.includes(candidate));
  const logins = words.filter((word, index) => word !== '' && levels[index] === undefined);
  return { level: level ?? 'none', logins };
}

const grants = ({ pusher, merger }: { readonly pusher: string; readonly merger: string }) => ({
  pushers: grantOf(pusher),
  mergers: grantOf(merger),
});

export const CreateBranchRule = body({ wildcard: requiredText(200), ...GRANT }).transform((fields) => ({
  wildcard: fields.wildcard,
  ...grants(fields),
}));
export type CreateBranchRule = z.output<typeof CreateBranchRule>;

export const ChangeBranchRule = body(GRANT).transform(grants);
export type ChangeBranchRule = z.output<typeof ChangeBranchRule>;
