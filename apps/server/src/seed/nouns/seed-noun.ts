import { resolve } from 'node:path';
import type { Type } from '@nestjs/common';
import { z } from 'zod';
import { ForgeError, type RepositoryPath, type User } from '#domain';
import { Users } from '#forge';
import { SeedError, type SeedPath } from '../seed-error.js';

/** The repository of a new object, and its place in the seed. */
export interface SeedTarget {
  readonly at: RepositoryPath;
  readonly path: SeedPath;
}

/** The services that create objects. */
export interface SeedContext {
  /** A service of the server that the seed is applied to. */
  readonly get: <T>(service: Type<T>) => T;
  /** The base of paths in the seed; null when a seed may not name files of this machine. */
  readonly folder: string | null;
}

/** Adds the place in the seed to errors of the forge. */
export async function withPath<T>(path: SeedPath, make: () => Promise<T>): Promise<T> {
  try {
    return await make();
  } catch (error) {
    throw error instanceof ForgeError ? new SeedError(path, error.message) : error;
  }
}

/** Creates entries one after another, so that the same seed gives the same ids. */
export async function seedEach<Entry>(
  path: SeedPath,
  entries: readonly Entry[],
  make: (entry: Entry, path: SeedPath) => Promise<unknown>,
): Promise<void> {
  for (const [index, entry] of entries.entries())
    await withPath([...path, index], () => make(entry, [...path, index]));
}

/**
 * The user of that login; the default user when the seed names none.
 * @throws ForgeError `not_found`
 */
export async function actor({ get }: SeedContext, login: string | undefined): Promise<User> {
  return get(Users).named(login, await get(Users).defaultUser());
}

/**
 * @returns its absolute path
 * @throws ForgeError `invalid` when a seed may not name files
 */
export function localPath({ folder }: SeedContext, path: string): string {
  if (folder !== null) return resolve(folder, path);
  throw new ForgeError(
    'invalid',
    'names a file of the machine that the server runs on: only a seed that is given at the start may',
  );
}

/** Reads a seed's plain fields as the REST API would. */
export const asRest =
  <Schema extends z.ZodType>(schema: Schema) =>
  (fields: unknown, context: z.core.$RefinementCtx): z.output<Schema> => {
    const parsed = schema.safeParse(fields);
    if (parsed.success) return parsed.data;
    for (const { path, message } of parsed.error.issues)
      context.addIssue({ code: 'custom', path: [...path], message });
    return z.NEVER;
  };
