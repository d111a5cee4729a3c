import { readFileSync, statSync } from 'node:fs';
import { LRUCache } from 'lru-cache';

/**
 * Caches files that git writes. Git never changes a file in place but replaces it, so inode, time and size tell
 * whether a file is still the one that was read.
 */
export class FileCache<Content> {
  private readonly known: LRUCache<string, { readonly version: string; readonly content: Content }>;

  /** @param max how many files are cached */
  constructor(
    private readonly parse: (text: string) => Content,
    max: number,
  ) {
    this.known = new LRUCache({ max });
  }

  /** @throws Node's error when the file does not exist or cannot be read */
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
