import { z } from 'zod';
import { repositoryPathOf, type RepositoryPath } from '#domain';
import { shown } from './lenient.js';
import { text } from './text.js';

/** Transforms `demo/demo` to the place of a repository; the forge checks that it exists. */
export function toRepositoryPath(name: string, context: z.core.ParsePayload): RepositoryPath {
  const at = repositoryPathOf(name);
  if (at !== null) return at;
  context.issues.push({
    code: 'custom',
    message: `must be like demo/demo, but is ${shown(name)}`,
    input: name,
  });
  return z.NEVER;
}

/** The place of a repository; undefined when it is left out. */
export const repositoryPath = text(300).transform((name, context) =>
  name === undefined || name === '' ? undefined : toRepositoryPath(name, context),
);
