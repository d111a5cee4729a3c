import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { unlessAbsent } from './absent.js';
import { inGitsOrder } from './ref-order.js';

/** What a `packed-refs` file holds. */
export interface PackedRefs {
  /** Full names in git's order. */
  readonly names: readonly string[];
  readonly shas: ReadonlyMap<string, string>;
}

const NONE: PackedRefs = { names: [], shas: new Map() };
const LINE = /^([0-9a-f]{40}) ([^\n]+)/gm;

/** How many folders' files are remembered. */
const MOST_FOLDERS = 8;

interface Versioned extends PackedRefs {
  readonly version: string;
}

/** By folder, the one that was used last at the end. */
const remembered = new Map<string, Versioned>();

/**
 * The packed refs of a bare repository. A file is read once: git never writes into one that is there, it puts another
 * in its place, so the file's own number, time and size say whether it is still the one that was read.
 */
export function packedRefs(folder: string): PackedRefs {
  const refs = unlessAbsent(() => read(folder));
  if (refs === null) remembered.delete(folder);
  else remember(folder, refs);
  return refs ?? NONE;
}

function read(folder: string): Versioned {
  const file = join(folder, 'packed-refs');
  const { ino, mtimeNs, size } = statSync(file, { bigint: true });
  const version = `${ino} ${mtimeNs} ${size}`;
  const known = remembered.get(folder);
  return known?.version === version ? known : { version, ...parse(readFileSync(file, 'utf8')) };
}

function parse(text: string): PackedRefs {
  const shas = new Map(Array.from(text.matchAll(LINE), ([, sha = '', name = '']) => [name, sha]));
  return { names: [...shas.keys()].sort(inGitsOrder), shas };
}

function remember(folder: string, refs: Versioned): void {
  remembered.delete(folder);
  remembered.set(folder, refs);
  const [oldest] = remembered.keys();
  if (remembered.size > MOST_FOLDERS && oldest !== undefined) remembered.delete(oldest);
}
