import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const SHA = /^[0-9a-f]{40}$/;
const SYMBOLIC = /^ref: (refs\/.+)$/;

/**
 * All refs below `refs/` of a bare repository, full name to object sha, in git's order. Reads the files that git
 * keeps them in: a process of git's own costs as much as the rest of a small push.
 *
 * Loose refs are read before packed ones, as git does, so a `pack-refs` at the same time hides none.
 */
export async function readRefs(folder: string): Promise<ReadonlyMap<string, string>> {
  const loose = await looseRefs(folder, 'refs');
  const refs = new Map([...(await packedRefs(folder)), ...loose]);
  for (const [name, value] of refs) {
    const target = SYMBOLIC.exec(value)?.[1];
    if (target !== undefined) refs.set(name, refs.get(target) ?? '');
  }
  const valid = [...refs].filter(([, value]) => SHA.test(value));
  return new Map(valid.sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
}

/** @param ref a full name that git has accepted. @returns null when there is no such ref */
export async function readRef(folder: string, ref: string): Promise<string | null> {
  const loose = (await readFile(join(folder, ref), 'utf8').catch(() => '')).trim();
  if (SHA.test(loose)) return loose;
  return (await packedRefs(folder)).find(([name]) => name === ref)?.[1] ?? null;
}

/** Values as they are written: a sha, or `ref: …`. */
async function looseRefs(folder: string, prefix: string): Promise<[string, string][]> {
  const entries = await readdir(join(folder, prefix), { withFileTypes: true }).catch(() => []);
  // What git writes to replace a ref lies beside it while it does.
  const refs = entries.filter(({ name }) => !name.endsWith('.lock') && !name.startsWith('.'));
  const found = await Promise.all(
    refs.map(async (entry): Promise<[string, string][]> => {
      const name = `${prefix}/${entry.name}`;
      if (entry.isDirectory()) return looseRefs(folder, name);
      return [[name, (await readFile(join(folder, name), 'utf8').catch(() => '')).trim()]];
    }),
  );
  return found.flat();
}

async function packedRefs(folder: string): Promise<[string, string][]> {
  const text = await readFile(join(folder, 'packed-refs'), 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter((line) => SHA.test(line.slice(0, 40)) && line[40] === ' ')
    .map((line) => [line.slice(41), line.slice(0, 40)]);
}
