import type { Answer } from '../api/types.js';

/** Of a folder; a file is answered by itself. */
export type Entry = Extract<
  Answer<'GET /api/v5/repos/{owner}/{repo}/contents/{path}'>,
  readonly unknown[]
>[number];

/** A revision that an address names, and a path below it. */
interface Place {
  readonly ref: string;
  readonly path: string;
}

/** @param address `feature/x/docs/a.md` @param refs names of branches and tags @returns the longest name that fits, or the first part */
export function splitAddress(address: string, refs: readonly string[]): Place {
  const clean = address.replace(/\/+$/, '');
  const found = refs
    .filter((name) => clean === name || clean.startsWith(`${name}/`))
    .toSorted((one, other) => other.length - one.length)[0];
  const ref = found ?? clean.split('/', 1)[0] ?? '';
  return { ref, path: clean.slice(ref.length + 1) };
}

/** The file of a folder that explains it. */
export const readmeOf = (entries: readonly Entry[]): Entry | null =>
  entries.find(({ type, name }) => type === 'file' && /^readme(\.(md|markdown|txt))?$/i.test(name)) ?? null;

export const isMarkdown = (path: string): boolean => /\.(md|markdown)$/i.test(path);

export const parentOf = (path: string): string => path.split('/').slice(0, -1).join('/');

const UNITS = ['B', 'kB', 'MB', 'GB'] as const;

/** @param bytes @returns `2.4 kB` */
export function sizeText(bytes: number): string {
  let [size, unit] = [bytes, 0];
  while (size >= 1_000 && unit < UNITS.length - 1) [size, unit] = [size / 1_000, unit + 1];
  return `${unit === 0 ? size : size.toFixed(1)} ${UNITS[unit] ?? ''}`;
}
