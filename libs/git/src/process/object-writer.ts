import { randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { ofLength } from './git-process.js';
import { GitProcessPool, type PersistentCommand } from './git-process-pool.js';

/** Takes file names, because standard input would be one object only. */
const hashing = (type: 'blob' | 'commit'): PersistentCommand => ({
  args: ['hash-object', '-t', type, '-w', '--no-filters', '--stdin-paths'],
  environment: { GIT_FLUSH: '1' },
});

const HASH = { blob: hashing('blob'), commit: hashing('commit') };

/** It does not check the objects that a tree names: the caller has just written or read them. */
const MAKE_TREE: PersistentCommand = { args: ['mktree', '--batch', '-z', '--missing'] };

/** A sha and a newline. */
const readLine = ofLength(41);

export interface TreeEntry {
  /** `100644`, `100755`, `120000`, `160000` or `40000`. */
  readonly mode: string;
  readonly sha: string;
}

/** Writes objects through persistent git processes. */
@Injectable()
export class ObjectWriter {
  constructor(private readonly gits: GitProcessPool) {}

  /** @returns the new object's sha */
  async write(folder: string, type: 'blob' | 'commit', content: string | Buffer): Promise<string> {
    // Named like git's own unfinished files: a prune removes what a crash left.
    const name = `objects/tmp_obj_${randomUUID()}`;
    writeFileSync(join(folder, name), content);
    try {
      return (await this.gits.ask(folder, HASH[type], `${name}\n`, readLine)).trim();
    } finally {
      rmSync(join(folder, name), { force: true });
    }
  }

  /**
   * @param entries by name, in `latin1`, one character per byte; names must be non-empty and without a slash, or git
   *   dies
   * @returns the new tree's sha
   */
  async tree(folder: string, entries: ReadonlyMap<string, TreeEntry>): Promise<string> {
    const lines = [...entries].map(([name, { mode, sha }]) => `${mode} ${typeOf(mode)} ${sha}\t${name}\0`);
    const question = Buffer.from(`${lines.join('')}\0`, 'latin1');
    return (await this.gits.ask(folder, MAKE_TREE, question, readLine)).trim();
  }
}

function typeOf(mode: string): string {
  if (mode === '160000') return 'commit';
  return mode === '40000' ? 'tree' : 'blob';
}
