import { z } from 'zod';
import { quoted } from '#domain';
import { body, choice, PageFields, pageOf, prose, requiredText, text } from '../shared/schemas.js';

const LONGEST_NAME = 200;
const LONGEST_COLOR = 20;

/** Reads `#rgb` or `#rrggbb`, with or without `#`, as `#rrggbb`. */
const readColor = (given: string, context: z.RefinementCtx): string => {
  const [, digits = ''] = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(given.trim()) ?? [];
  if (digits.length === 6) return `#${digits}`;
  if (digits.length === 3) return `#${digits.replaceAll(/./g, '$&$&')}`;
  context.addIssue({ code: 'custom', message: `must be a colour like #ED4014, but is ${quoted(given)}` });
  return z.NEVER;
};

export const CreateLabel = body({
  name: requiredText(LONGEST_NAME),
  color: requiredText(LONGEST_COLOR).transform(readColor),
});
export type CreateLabel = z.output<typeof CreateLabel>;

const newName = prose(LONGEST_NAME).refine((name) => name === undefined || name.trim() !== '', 'is missing');

/** Some clients call the new name `new_name`. */
export const ChangeLabel = body({
  name: newName,
  new_name: newName,
  color: prose(LONGEST_COLOR).transform((given, context) =>
    given === undefined ? undefined : readColor(given, context),
  ),
}).transform(({ name, new_name: other, color }) => ({ name: name ?? other, color }));
export type ChangeLabel = z.output<typeof ChangeLabel>;

export const LabelName = z.object({ name: z.string() });
export type LabelName = z.output<typeof LabelName>;

export const LabelList = z
  .object({ ...PageFields, search: text(LONGEST_NAME), direction: choice('asc', 'desc') })
  .transform((query) => ({
    page: pageOf(query),
    filter: {
      search: query.search,
      direction: query.direction === 'desc' ? ('DESC' as const) : ('ASC' as const),
    },
  }));
export type LabelList = z.output<typeof LabelList>;
