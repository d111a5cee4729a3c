import { z } from 'zod';
import { body, requiredText, text } from '../shared/schemas.js';

export const NamespaceQuery = z.object({ path: requiredText(200) });
export type NamespaceQuery = z.output<typeof NamespaceQuery>;

/** Empty text changes nothing: every user has a name and an address. */
export const ChangeUser = body({ nickname: text(100), name: text(100), email: text(200) }).transform(
  ({ nickname, name, email }) => ({ name: nickname || name || undefined, email: email || undefined }),
);
export type ChangeUser = z.output<typeof ChangeUser>;
