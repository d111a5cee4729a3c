import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

/** A file of the page; its name changes with its content. */
export interface WebFile {
  readonly type: string;
  readonly content: Buffer;
  /** Whether `content` is compressed. */
  readonly isGzip: boolean;
}

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** What the build has made of `apps/web`. Where it has not been built there is nothing, and pages are plain text. */
export class WebFiles {
  private html: string | null | undefined;
  private names: ReadonlySet<string> | undefined;

  /** @param folder what Vite wrote: `index.html` and `assets` */
  constructor(private readonly folder: string) {}

  /** The document that every page is; null where there is none. Read at the first request: a start does without. */
  get document(): string | null {
    this.html ??= read(join(this.folder, 'index.html'));
    return this.html;
  }

  /** @param name of a file in `assets` @returns null for any other */
  async asset(name: string, acceptsGzip: boolean): Promise<WebFile | null> {
    this.names ??= new Set(list(join(this.folder, 'assets')));
    const type = TYPES[extname(name)];
    if (type === undefined || !this.names.has(name)) return null;
    const isGzip = acceptsGzip && this.names.has(`${name}.gz`);
    const content = await readFile(join(this.folder, 'assets', isGzip ? `${name}.gz` : name));
    return { type, content, isGzip };
  }
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
