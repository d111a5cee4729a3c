import type { Readable } from 'node:stream';

/** More than most packs have. */
const MOST_BYTES = 1024 ** 3;

/**
 * Reads and drops the rest of a body. A client sends all of its push before it reads the answer, and its next request
 * follows on the same connection. A body that goes on for too long is cut off.
 */
export function drain(input: Readable): void {
  let length = 0;
  input.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > MOST_BYTES) input.destroy();
  });
  input.resume();
}
