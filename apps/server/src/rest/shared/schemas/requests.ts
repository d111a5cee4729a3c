import { z } from 'zod';
import { quoted } from '#domain';

/** A repository in an address: `demo` and `demo.git` are the same. The forge checks the name. */
export const RepoPath = z
  .object({ owner: z.string(), repo: z.string() })
  .transform(({ owner, repo }) => ({ owner, path: repo.replace(/\.git$/, '') }));
export type RepoPath = z.output<typeof RepoPath>;

/** What the body of every call must be. */
export const body = <const Shape extends z.ZodRawShape>(shape: Shape) =>
  z.object(shape, 'the body must be a JSON object or a form');

/** Any call may have a token among its fields; it has been used by then. */
export const withoutToken = (fields: unknown): unknown => {
  if (typeof fields !== 'object' || fields === null || !('access_token' in fields)) return fields;
  const { access_token: _, ...others } = fields;
  return others;
};

/**
 * An object without unknown fields.
 * @param otherwise the message for anything but an object
 */
export const knownFields = <const Shape extends z.ZodRawShape>(shape: Shape, otherwise: string) =>
  z.preprocess(
    withoutToken,
    z.strictObject(shape, {
      error: (issue) =>
        issue.code === 'unrecognized_keys' ? `there is no field ${quoted(issue.keys[0] ?? '')}` : otherwise,
    }),
  );
