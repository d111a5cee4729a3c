import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { messageOf, shortened } from '#domain';
import { Seed } from './seed.js';
import { SeedError, type SeedPath } from './seed-error.js';
import { readSeedText } from './seed-text.js';

/** A seed with a valid form; its content is unchecked. */
export interface ReadSeed {
  readonly seed: Seed;
  /** As in `SeedContext`. */
  readonly folder: string | null;
  /** Null for a seed that was given as an object. */
  readonly lineOf: ((path: SeedPath) => number) | null;
}

/**
 * @param given the name of a file, or the seed itself, whose paths are relative to the working directory
 * @throws SeedError
 */
export async function readSeed(given: string | object): Promise<ReadSeed> {
  if (typeof given !== 'string') return { seed: checked(given, null), folder: process.cwd(), lineOf: null };
  const file = resolve(given);
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new SeedError([], `cannot be read: ${messageOf(error)}`);
  });
  return { ...seedOf(text), folder: dirname(file) };
}

/** @param text YAML or JSON @throws SeedError with the line */
export function seedOf(text: string): ReadSeed {
  const { value, lineOf } = readSeedText(text);
  return { seed: checked(value ?? {}, lineOf), folder: null, lineOf };
}

function checked(value: unknown, lineOf: ReadSeed['lineOf']): Seed {
  const { data, error } = Seed.safeParse(value);
  if (data !== undefined) return data;
  const [first] = error?.issues ?? [];
  const path = (first?.path ?? []).map((part) => (typeof part === 'number' ? part : shortened(String(part))));
  throw new SeedError(path, first?.message ?? 'is not a seed').in(lineOf);
}
