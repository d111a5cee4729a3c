import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Git } from './git.js';

const MOST_READERS = 8;
const IDLE_MS = 30_000;

/**
 * Reads objects through a `git cat-file --batch` that stays with each repository in use: to ask it costs a fraction of
 * starting a git. It sees objects that arrive after its start.
 */
@Injectable()
export class ObjectReader implements OnApplicationShutdown {
  /** By repository folder, the one that was used last at the end. */
  private readonly readers = new Map<string, CatFile>();

  constructor(private readonly git: Git) {}

  /**
   * @param name a sha, whole or shortened, or what git finds from there: `<sha>^{commit}`; nothing that a person wrote
   * @returns null when there is none of that name
   */
  object(folder: string, name: string): Promise<GitObject | null> {
    return this.reader(folder).read(name);
  }

  /** @returns a commit as git stores it; null when there is none of that name */
  async commit(folder: string, sha: string): Promise<Buffer | null> {
    const object = await this.object(folder, sha);
    return object?.type === 'commit' ? object.content : null;
  }

  /** Starts what `commit` will need, for a repository that is about to be asked. */
  prepare(folder: string): void {
    this.reader(folder);
  }

  /** Before a folder goes, or its name may come to mean another repository. */
  forget(folder: string): void {
    this.readers.get(folder)?.close();
    this.readers.delete(folder);
  }

  onApplicationShutdown(): void {
    for (const folder of this.readers.keys()) this.forget(folder);
  }

  private reader(folder: string): CatFile {
    const known = this.readers.get(folder);
    this.readers.delete(folder);
    const reader = known?.isOpen ? known : new CatFile(this.git.start(folder, ['cat-file', '--batch'], {}));
    this.readers.set(folder, reader);
    const [oldest] = this.readers.keys();
    if (this.readers.size > MOST_READERS && oldest !== undefined) this.forget(oldest);
    return reader;
  }
}

export interface GitObject {
  /** All of it. */
  readonly sha: string;
  /** `commit`, `tag`, `tree` or `blob`. */
  readonly type: string;
  /** As git stores it. */
  readonly content: Buffer;
}

interface Question {
  answer(object: GitObject | null): void;
  fail(error: Error): void;
}

/** One process, and the questions that it has not answered yet. */
class CatFile {
  isOpen = true;
  private readonly questions: Question[] = [];
  private received: Buffer = Buffer.alloc(0);
  private readonly idle: NodeJS.Timeout;

  constructor(private readonly child: ChildProcessWithoutNullStreams) {
    child.stdout.on('data', (chunk: Buffer) => this.take(chunk));
    child.stdin.on('error', () => undefined);
    child.stderr.resume();
    child.on('error', () => this.end());
    child.on('close', () => this.end());
    this.idle = setTimeout(() => this.close(), IDLE_MS).unref();
  }

  read(sha: string): Promise<GitObject | null> {
    this.idle.refresh();
    return new Promise((answer, fail) => {
      this.questions.push({ answer, fail });
      this.child.stdin.write(`${sha}\n`);
    });
  }

  /** Lets it answer what it has been asked. */
  close(): void {
    this.isOpen = false;
    clearTimeout(this.idle);
    this.child.stdin.end();
  }

  private end(): void {
    this.isOpen = false;
    for (const question of this.questions.splice(0))
      question.fail(new Error('git cat-file ended before it answered'));
  }

  /** `<sha> <type> <size>`, a newline, the content, a newline; or `<name> missing`, or `<name> ambiguous`. */
  private take(chunk: Buffer): void {
    this.received = this.received.length === 0 ? chunk : Buffer.concat([this.received, chunk]);
    for (;;) {
      const headEnd = this.received.indexOf('\n');
      if (headEnd === -1) return;
      const [sha = '', type = '', size] = this.received.toString('latin1', 0, headEnd).split(' ');
      const start = headEnd + 1;
      const end = size === undefined ? headEnd : start + Number(size);
      if (this.received.length < end + 1) return;
      const content = Buffer.from(this.received.subarray(start, end));
      this.received = this.received.subarray(end + 1);
      this.questions.shift()?.answer(size === undefined ? null : { sha, type, content });
    }
  }
}
