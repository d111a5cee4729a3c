import { z } from 'zod';
import type { User } from '#domain';
import type { NamespaceRow } from '#forge';
import type { Links } from '#payloads';

/** An entry of `GET /emails`. */
export const EmailJson = () => z.strictObject({ email: z.string(), state: z.string() });
export type EmailJson = z.output<ReturnType<typeof EmailJson>>;

export const emailJson = ({ email }: User): EmailJson => ({ email, state: 'confirmed' });

/** The answer of `GET /user/namespace`. */
export const NamespaceJson = () =>
  z.strictObject({
    id: z.int(),
    path: z.string(),
    name: z.string(),
    html_url: z.string(),
    type: z.string(),
  });
export type NamespaceJson = z.output<ReturnType<typeof NamespaceJson>>;

export const namespaceJson = (row: NamespaceRow, links: Links): NamespaceJson => ({
  id: row.id,
  path: row.path,
  name: row.name || row.path,
  html_url: links.user(row.path),
  type: row.kind,
});
