import { z } from 'zod';
import type { TagDetails } from '#git';
import { committedWithOffset } from '../shared/json/times.js';

/** An entry of `GET …/tags`. */
export const TagJson = () =>
  z.strictObject({
    name: z.string(),
    message: z.string(),
    commit: z.strictObject({ sha: z.string(), date: z.string().nullable() }),
    tagger: z.strictObject({ name: z.string(), email: z.string(), date: z.string() }).nullable(),
  });
export type TagJson = z.output<ReturnType<typeof TagJson>>;

export const tagJson = ({ name, message, commit, tagger }: TagDetails): TagJson => ({
  name,
  message,
  commit: { sha: commit.sha, date: commit.date && committedWithOffset(commit.date) },
  tagger: tagger && { name: tagger.name, email: tagger.email, date: committedWithOffset(tagger.date) },
});
