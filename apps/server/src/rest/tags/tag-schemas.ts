import type { z } from 'zod';
import { REVISION_FIELDS, revisionOf } from '../shared/fields/revision-fields.js';
import { body, prose, requiredText, requiredWholeNumber, wholeNumber } from '../shared/schemas.js';

const LONGEST_MESSAGE = 1_000_000;

export const CreateTag = body({
  ...REVISION_FIELDS,
  tag_name: requiredText(200),
  tag_message: prose(LONGEST_MESSAGE),
  message: prose(LONGEST_MESSAGE),
}).transform((fields) => ({
  name: fields.tag_name,
  revision: revisionOf(fields),
  message: fields.tag_message ?? fields.message ?? '',
}));
export type CreateTag = z.output<typeof CreateTag>;

/** GitLab's level of administrators, the highest level. */
const MAINTAINERS = 40;
const HIGHEST_LEVEL = 60;

export const CreateTagRule = body({
  name: requiredText(200),
  create_access_level: wholeNumber(0, HIGHEST_LEVEL),
}).transform(({ name, create_access_level: createLevel = MAINTAINERS }) => ({ wildcard: name, createLevel }));
export type CreateTagRule = z.output<typeof CreateTagRule>;

export const ChangeTagRule = body({
  name: requiredText(200),
  create_access_level: requiredWholeNumber(0, HIGHEST_LEVEL),
}).transform(({ name, create_access_level: createLevel }) => ({ wildcard: name, createLevel }));
export type ChangeTagRule = z.output<typeof ChangeTagRule>;
