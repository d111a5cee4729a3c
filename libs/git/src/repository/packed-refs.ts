import { join } from 'node:path';
import { unlessAbsent } from '../files/absent.js';
import { inGitsOrder } from './ref-order.js';
import { FileCache } from '../files/file-cache.js';

/** The content of a `packed-refs` file. */
export interface PackedRefs {
  /** Full names in git's order. */
  readonly names: readonly string[];
  readonly shas: ReadonlyMap<string, string>;
}

const NONE: PackedRefs = { names: [], shas: new Map() };
const LINE = /^([0-9a-f]{40}) ([^\n]+)/gm;

/** Folders whose file is cached. */
const MOST_FOLDERS = 8;

const files = new FileCache(parse, MOST_FOLDERS);

/** The packed refs of a bare repository; none without the file, which is read once per version. */
export const packedRefs = (folder: string): PackedRefs =>
  unlessAbsent(() => files.read(join(folder, 'packed-refs'))) ?? NONE;

function parse(text: string): PackedRefs {
  const shas = new Map(Array.from(text.matchAll(LINE), ([, sha = '', name = '']) => [name, sha]));
  return { names: [...shas.keys()].sort(inGitsOrder), shas };
}
