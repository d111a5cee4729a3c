import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

const unpacked = promisify(gunzip);

/** A file of the page; its name changes with its content. */
export interface WebFile {
  readonly type: string;
  readonly content: Buffer;
}

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Nothing that leads to another folder. */
const NAME = /^[\w-]+(\.[\w-]+)+$/;

/** What the build has made of `apps/web`. Where it has not been built there is nothing, and pages are plain text. */
export class WebFiles {
  /** @param folder what Vite wrote: `index.html` and `assets` */
  constructor(private readonly folder: string) {}

  /** The document that every page is; null where there is none. It is small, and read anew: it may be built anew. */
  document(): string | null {
    try {
      return readFileSync(join(this.folder, 'index.html'), 'utf8');
    } catch {
      return null;
    }
  }

  /**
   * @param name of a file in `assets`
   * @param acceptsGzip whether the content may be compressed, as it lies there
   * @returns null for any other
   */
  async asset(name: string, acceptsGzip: boolean): Promise<WebFile | null> {
    const type = TYPES[extname(name)];
    if (type === undefined || !NAME.test(name)) return null;
    const packed = await readFile(join(this.folder, 'assets', `${name}.gz`)).catch(() => null);
    if (packed === null) return null;
    return { type, content: acceptsGzip ? packed : await unpacked(packed) };
  }
}
