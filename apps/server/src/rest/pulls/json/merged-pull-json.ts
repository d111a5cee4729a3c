import { z } from 'zod';

/** The answer of `PUT …/pulls/{number}/merge`. */
export const MergedPullJson = () =>
  z.strictObject({ sha: z.string(), merged: z.boolean(), message: z.string() });
export type MergedPullJson = z.output<ReturnType<typeof MergedPullJson>>;

export const mergedPullJson = (sha: string): MergedPullJson => ({
  sha,
  merged: true,
  message: 'Pull Request successfully merged',
});

/** The answer of `GET …/pulls/{number}/merge` when it is merged. */
export const IsMergedJson = () => z.strictObject({ error: z.string(), message: z.string() });

export const IS_MERGED: z.output<ReturnType<typeof IsMergedJson>> = {
  error: '',
  message: 'Pull Request is merged',
};
