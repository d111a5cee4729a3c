import type { Readable } from 'node:stream';

/** More than most packs have; whoever sends more has not heard that nobody wants it. */
const MOST_BYTES = 1024 ** 3;

/**
 * Reads what nobody will look at. A client sends all of its push before it looks at the answer, and its next request on the
 * connection comes behind that. One that goes on for too long is cut off.
 */
export function drain(input: Readable): void {
  let length = 0;
  input.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > MOST_BYTES) input.destroy();
  });
  input.resume();
}
