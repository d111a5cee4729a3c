import { Injectable } from '@nestjs/common';
import { GitProcessPool, type PersistentCommand } from './git-process-pool.js';

/** It also finds objects that arrive after its start. */
const CAT_FILE: PersistentCommand = { args: ['cat-file', '--batch'] };

export interface GitObject {
  /** The whole sha, also when the object was asked for by another name. */
  readonly sha: string;
  /** `commit`, `tag`, `tree` or `blob`. */
  readonly type: string;
  /** As git stores it. */
  readonly content: Buffer;
}

/** Reads objects through persistent git processes. */
@Injectable()
export class ObjectReader {
  constructor(private readonly gits: GitProcessPool) {}

  /**
   * @param name a sha, whole or shortened, or an expression like `<sha>^{commit}`; nothing that a user wrote
   * @returns null when there is none of that name
   */
  object(folder: string, name: string): Promise<GitObject | null> {
    return this.gits.ask(folder, CAT_FILE, `${name}\n`, readObject);
  }

  /** @returns a commit as git stores it; null when there is none of that name */
  async commit(folder: string, sha: string): Promise<Buffer | null> {
    const object = await this.object(folder, sha);
    return object?.type === 'commit' ? object.content : null;
  }

  /** Starts the process ahead of the first read. */
  prepare(folder: string): void {
    this.gits.prepare(folder, CAT_FILE);
  }
}

/** `<sha> <type> <size>`, a newline, the content, a newline; or `<name> missing`, or `<name> ambiguous`. */
function readObject(printed: Buffer): { answer: GitObject | null; length: number } | null {
  const headEnd = printed.indexOf('\n');
  if (headEnd === -1) return null;
  const [sha = '', type = '', size] = printed.toString('latin1', 0, headEnd).split(' ');
  if (size === undefined) return { answer: null, length: headEnd + 1 };
  const start = headEnd + 1;
  const end = start + Number(size);
  if (printed.length < end + 1) return null;
  return { answer: { sha, type, content: Buffer.from(printed.subarray(start, end)) }, length: end + 1 };
}
