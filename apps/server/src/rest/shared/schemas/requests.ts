import { z } from 'zod';
import { quoted } from '#domain';

/** Where an address names a repository: `demo` and `demo.git` are the same one. Whether such a name can exist is the forge's business. */
export const RepoPath = z
  .object({ owner: z.string(), repo: z.string() })
  .transform(({ owner, repo }) => ({ owner, path: repo.replace(/\.git$/, '') }));
export type RepoPath = z.output<typeof RepoPath>;

/** What the body of every call must be. */
export const body = <const Shape extends z.ZodRawShape>(shape: Shape) =>
  z.object(shape, 'the body must be a JSON object or a form');

/** A token may come along with the fields of any call; who sent it has been found out by it. */
export const withoutToken = (fields: unknown): unknown => {
  if (typeof fields !== 'object' || fields === null || !('access_token' in fields)) return fields;
  const { access_token: _, ...others } = fields;
  return others;
};

/** Fields of which none may be misspelt. @param otherwise what all of it must be */
export const knownFields = <const Shape extends z.ZodRawShape>(shape: Shape, otherwise: string) =>
  z.preprocess(
    withoutToken,
    z.strictObject(shape, {
      error: (issue) =>
        issue.code === 'unrecognized_keys' ? `there is no field ${quoted(issue.keys[0] ?? '')}` : otherwise,
    }),
  );
