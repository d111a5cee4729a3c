import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unlessAbsent } from '../files/absent.js';
import { entriesOf } from '../files/entries-of.js';
import { packedRefs } from './packed-refs.js';
import { inGitsOrder, placeOf } from './ref-order.js';

const SHA = /^[0-9a-f]{40}$/;
const SYMBOLIC = /^ref: (refs\/.+)$/;
/** Git follows no more. */
const MOST_SYMBOLIC = 5;

/**
 * All refs below `refs/` of a bare repository, full name to object sha, in git's order. Reads git's files: a git
 * process would cost as much as the rest of a small push. Synchronous: each file is one line, and the thread pool
 * would take many times as long. Loose refs are read before packed ones, as git does, so a concurrent `pack-refs`
 * hides none.
 */
export function readRefs(folder: string): ReadonlyMap<string, string> {
  const listed = looseNames(folder, 'refs').map((name) => [name, contentOf(join(folder, name))] as const);
  // One that is gone since it was listed has been packed.
  const loose = listed.filter(([, value]) => value !== '');
  const values = new Map([...packedRefs(folder).shas, ...loose]);
  const refs = [...values.keys()].flatMap((name): [string, string][] => {
    const sha = resolved(name, (each) => values.get(each) ?? '');
    return sha === null ? [] : [[name, sha]];
  });
  return new Map(refs.sort(([a], [b]) => inGitsOrder(a, b)));
}

/** @param ref a full name; git need not accept it @returns null when there is no such ref */
export function readRef(folder: string, ref: string): string | null {
  return resolved(ref, (name) => {
    if (!isPathOfRef(name)) return '';
    return contentOf(join(folder, name)) || (packedRefs(folder).shas.get(name) ?? '');
  });
}

/** The sha of a ref, or of the one that a symbolic ref names. @param valueOf what git stores; `''` for no such ref */
function resolved(ref: string, valueOf: (ref: string) => string): string | null {
  let value = valueOf(ref);
  for (let step = 0; step < MOST_SYMBOLIC && !SHA.test(value); step += 1)
    value = valueOf(SYMBOLIC.exec(value)?.[1] ?? '');
  return SHA.test(value) ? value : null;
}

/** A page of a list. */
export interface Stretch {
  readonly skip: number;
  readonly take: number;
  /** `asc` when it is left out. */
  readonly direction?: 'asc' | 'desc';
}

export interface ListedRefs {
  /** Full names. */
  readonly refs: readonly { readonly name: string; readonly sha: string }[];
  /** Their number, which may be more than `refs` holds. */
  readonly total: number;
}

/**
 * The refs of a folder such as `refs/heads`, in git's order. Reads only the requested loose refs; ten thousand packed
 * ones take no longer than ten.
 */
export function listRefs(folder: string, prefix: string, { skip, take, direction }: Stretch): ListedRefs {
  const loose = looseNames(folder, prefix).sort(inGitsOrder);
  const packed = packedRefs(folder);
  // `0` follows `/`.
  const start = placeOf(`${prefix}/`, packed.names);
  const end = placeOf(`${prefix}0`, packed.names);

  const added = loose.filter((name) => !packed.shas.has(name));
  const places = added.map((name, index) => placeOf(name, packed.names) - start + index);
  const total = end - start + added.length;
  const from = direction === 'desc' ? Math.max(0, total - skip - take) : skip;
  const to = direction === 'desc' ? total - skip : Math.min(total, skip + take);

  const isLoose = new Set(loose);
  const refs: { name: string; sha: string }[] = [];
  let before = places.filter((place) => place < from).length;
  for (let place = from; place < to; place++) {
    const name = (places[before] === place ? added[before++] : packed.names[start + place - before]) ?? '';
    const sha = isLoose.has(name) ? readRef(folder, name) : packed.shas.get(name);
    if (sha) refs.push({ name, sha });
  }
  return { refs: direction === 'desc' ? refs.reverse() : refs, total };
}

/** The full names of the refs of a folder such as `refs/heads`, in git's order. Reads no ref. */
export function refNames(folder: string, prefix: string): readonly string[] {
  const loose = looseNames(folder, prefix);
  const packed = packedRefs(folder).names.filter((name) => name.startsWith(`${prefix}/`));
  return [...new Set([...loose, ...packed])].sort(inGitsOrder);
}

/** In no order. */
function looseNames(folder: string, prefix: string): string[] {
  return entriesOf(join(folder, prefix)).flatMap((entry): string[] => {
    const name = `${prefix}/${entry.name}`;
    // Git writes a lock file beside a ref while it replaces it.
    if (!isPartOfRef(entry.name)) return [];
    return entry.isDirectory() ? looseNames(folder, name) : [name];
  });
}

/** Whether it may stand between two slashes of a ref: git allows no empty part, no hidden file and no lock. */
export const isPartOfRef = (part: string): boolean =>
  part !== '' && !part.startsWith('.') && !part.endsWith('.lock');

/** Any other name could lead to a file that is no ref, and never ends. Git accepts none. */
const isPathOfRef = (ref: string): boolean =>
  ref.startsWith('refs/') && !ref.includes('\0') && ref.split('/').every(isPartOfRef);

const contentOf = (file: string): string => unlessAbsent(() => readFileSync(file, 'utf8').trim()) ?? '';
