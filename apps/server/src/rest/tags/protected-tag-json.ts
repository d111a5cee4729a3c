import { z } from 'zod';
import { levelOfTag, type TagRule } from '#forge';

/** An entry of `GET …/protected_tags`. */
export const ProtectedTagJson = () =>
  z.strictObject({
    name: z.string(),
    create_access_level: z.number(),
    create_access_level_desc: z.string(),
  });
export type ProtectedTagJson = z.output<ReturnType<typeof ProtectedTagJson>>;

export const protectedTagJson = ({ wildcard, createLevel }: TagRule): ProtectedTagJson => ({
  name: wildcard,
  create_access_level: createLevel,
  create_access_level_desc: GRANTED[levelOfTag(createLevel)],
});

/** In GitLab's form. */
const GRANTED = { none: 'No one', developer: 'Developers + Maintainers', admin: 'Maintainers' } as const;
