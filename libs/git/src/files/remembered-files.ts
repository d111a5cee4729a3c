import { readFileSync, statSync } from 'node:fs';
import { LRUCache } from 'lru-cache';

/**
 * What was last read of files that git keeps. It never writes into one that is there, it puts another in its place, so the
 * file's own number, time and size say whether it is still the one that was read.
 */
export class RememberedFiles<Content> {
  private readonly known: LRUCache<string, { readonly version: string; readonly content: Content }>;

  /** @param max how many files are remembered */
  constructor(
    private readonly parse: (text: string) => Content,
    max: number,
  ) {
    this.known = new LRUCache({ max });
  }

  /** @throws Node's error when there is no such file, or it cannot be read */
  read(file: string): Content {
    const { ino, mtimeNs, size } = statSync(file, { bigint: true });
    const version = `${ino} ${mtimeNs} ${size}`;
    const known = this.known.get(file);
    if (known?.version === version) return known.content;
    const content = this.parse(readFileSync(file, 'utf8'));
    this.known.set(file, { version, content });
    return content;
  }
}
