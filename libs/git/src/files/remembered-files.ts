import { readFileSync, statSync } from 'node:fs';

/**
 * What was last read of files that git keeps. It never writes into one that is there, it puts another in its place, so the
 * file's own number, time and size say whether it is still the one that was read.
 */
export class RememberedFiles<Content> {
  /** By path, the one that was used last at the end. */
  private readonly known = new Map<string, { readonly version: string; readonly content: Content }>();

  /** @param most how many files are remembered */
  constructor(
    private readonly parse: (text: string) => Content,
    private readonly most: number,
  ) {}

  /** @throws Node's error when there is no such file, or it cannot be read */
  read(file: string): Content {
    const { ino, mtimeNs, size } = statSync(file, { bigint: true });
    const version = `${ino} ${mtimeNs} ${size}`;
    const known = this.known.get(file);
    const current =
      known?.version === version ? known : { version, content: this.parse(readFileSync(file, 'utf8')) };
    this.known.delete(file);
    this.known.set(file, current);
    const [oldest] = this.known.keys();
    if (this.known.size > this.most && oldest !== undefined) this.known.delete(oldest);
    return current.content;
  }
}
