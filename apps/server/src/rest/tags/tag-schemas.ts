import type { z } from 'zod';
import { body, prose, requiredText } from '../shared/schemas.js';

export const CreateTag = body({
  refs: requiredText(1_000),
  tag_name: requiredText(200),
  tag_message: prose(1_000_000),
}).transform(({ refs, tag_name: name, tag_message: message = '' }) => ({ name, revision: refs, message }));
export type CreateTag = z.output<typeof CreateTag>;
