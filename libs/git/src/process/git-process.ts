import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { GitDied } from './git-died.js';
import { GrowingBuffer } from './streams/growing-buffer.js';

const IDLE_MS = 30_000;
const LONGEST_COMPLAINT = 4_096;

/** Takes one answer from the beginning of git's output; null while it is incomplete. */
export type ReadAnswer<T> = (printed: Buffer) => { readonly answer: T; readonly length: number } | null;

/** An answer of any length, ended by a line that cannot be part of it. */
export function untilLine(mark: string): ReadAnswer<string> {
  const end = `${mark}\n`;
  let searched = 0;
  return (printed) => {
    const at = printed.indexOf(end, searched);
    searched = Math.max(0, printed.length - end.length);
    return at === -1 ? null : { answer: printed.toString('utf8', 0, at), length: at + end.length };
  };
}

/** An answer of fixed length. */
export const ofLength =
  (length: number): ReadAnswer<string> =>
  (printed) =>
    printed.length < length ? null : { answer: printed.toString('latin1', 0, length), length };

interface Question {
  /** @returns the length of the answer; null while it is incomplete */
  take(printed: Buffer): number | null;
  fail(error: Error): void;
}

/**
 * A persistent git process that answers one request after another and ends after thirty idle seconds. A request costs
 * a fraction of a start.
 */
export class GitProcess {
  isOpen = true;
  private readonly questions: Question[] = [];
  private readonly printed = new GrowingBuffer();
  private complaint = '';
  private startError: Error | null = null;
  private readonly idle: NodeJS.Timeout;

  constructor(private readonly child: ChildProcessWithoutNullStreams) {
    child.stdout.on('data', (chunk: Buffer) => this.take(chunk));
    child.stdin.on('error', () => undefined);
    child.on('error', (error) => (this.startError = child.pid === undefined ? error : null));
    child.stderr.on(
      'data',
      (chunk: Buffer) => (this.complaint = (this.complaint + chunk.toString()).slice(-LONGEST_COMPLAINT)),
    );
    child.on('close', () => this.end());
    this.idle = setTimeout(() => this.close(), IDLE_MS).unref();
  }

  /** 0 when it could not be started. */
  get processId(): number {
    return this.child.pid ?? 0;
  }

  /** Rejects with git's message when it ends before it has answered this request or an earlier one. */
  ask<T>(question: string | Buffer, read: ReadAnswer<T>): Promise<T> {
    this.idle.refresh();
    return new Promise((resolve, fail) => {
      const take = (printed: Buffer): number | null => {
        const found = read(printed);
        if (found) resolve(found.answer);
        return found && found.length;
      };
      this.questions.push({ take, fail });
      this.child.stdin.write(question);
    });
  }

  /** Ends it after the requests that it has. */
  close(): void {
    this.isOpen = false;
    clearTimeout(this.idle);
    this.child.stdin.end();
  }

  private end(): void {
    this.close();
    const complaint = this.complaint.trim();
    const ended = () =>
      complaint === '' ? new GitDied('git ended before it answered') : new Error(complaint);
    const error = this.startError ?? ended();
    for (const question of this.questions.splice(0)) question.fail(error);
  }

  private take(chunk: Buffer): void {
    this.printed.append(chunk);
    for (let [question] = this.questions; question !== undefined; [question] = this.questions) {
      const length = question.take(this.printed.content);
      if (length === null) return;
      this.questions.shift();
      this.printed.drop(length);
    }
  }
}
