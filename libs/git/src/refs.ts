import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SHA = /^[0-9a-f]{40}$/;
const SYMBOLIC = /^ref: (refs\/.+)$/;

/**
 * All refs below `refs/` of a bare repository, full name to object sha, in git's order. Reads the files that git
 * keeps them in: a process of git's own costs as much as the rest of a small push. Synchronously: each is a line, and a
 * hop through the thread pool for each takes many times as long.
 *
 * Loose refs are read before packed ones, as git does, so a `pack-refs` at the same time hides none.
 */
export function readRefs(folder: string): ReadonlyMap<string, string> {
  const loose = looseRefs(folder, 'refs');
  const refs = new Map([...packedRefs(folder), ...loose]);
  for (const [name, value] of refs) {
    const target = SYMBOLIC.exec(value)?.[1];
    if (target !== undefined) refs.set(name, refs.get(target) ?? '');
  }
  const valid = [...refs].filter(([, value]) => SHA.test(value));
  return new Map(valid.sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
}

/** @param ref a full name that git has accepted. @returns null when there is no such ref */
export function readRef(folder: string, ref: string): string | null {
  const loose = contentOf(join(folder, ref));
  if (SHA.test(loose)) return loose;
  return packedRefs(folder).find(([name]) => name === ref)?.[1] ?? null;
}

/** Values as they are written: a sha, or `ref: …`. */
function looseRefs(folder: string, prefix: string): [string, string][] {
  return entriesOf(join(folder, prefix)).flatMap((entry): [string, string][] => {
    const name = `${prefix}/${entry.name}`;
    // What git writes to replace a ref lies beside it while it does.
    if (entry.name.endsWith('.lock') || entry.name.startsWith('.')) return [];
    return entry.isDirectory() ? looseRefs(folder, name) : [[name, contentOf(join(folder, name))]];
  });
}

function packedRefs(folder: string): [string, string][] {
  return contentOf(join(folder, 'packed-refs'))
    .split('\n')
    .filter((line) => SHA.test(line.slice(0, 40)) && line[40] === ' ')
    .map((line) => [line.slice(41), line.slice(0, 40)]);
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}
