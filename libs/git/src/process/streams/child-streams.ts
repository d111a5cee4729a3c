import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { drain } from './drain.js';

/** Git closes its input early when it refuses a push; that is no error here. */
export function feed(child: ChildProcessWithoutNullStreams, input: Readable): void {
  child.stdin.on('error', () => undefined);
  child.stderr.resume();
  input.on('error', () => child.stdin.destroy());
  input.on('close', () => child.stdin.end());
  child.stdin.on('close', () => {
    input.unpipe(child.stdin);
    drain(input);
  });
  // A process that has ended emits no `close` any more.
  if (input.destroyed || input.readableEnded) child.stdin.end();
  else input.pipe(child.stdin);
}

/** Git itself reports that this is no push. */
export function refuse(child: ChildProcessWithoutNullStreams, input: Readable): void {
  child.stdin.on('error', () => undefined);
  child.stderr.resume();
  child.stdin.end();
  drain(input);
}

/** When a client disconnects, git ends because it cannot write. */
export async function pour(child: ChildProcessWithoutNullStreams, output: Writable): Promise<void> {
  await pipeline(child.stdout, output).catch((error: unknown) => {
    if (!output.destroyed) throw error;
  });
}
