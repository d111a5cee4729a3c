import { Readable } from 'node:stream';

export const JSON_TYPE = 'application/json; charset=utf-8';

const CHUNK = 64 * 1024;

/** An answer that is generated while it is sent, no faster than it is read. */
export const textStream = (pieces: AsyncIterable<string>): Readable => Readable.from(joined(pieces));

/** Small pieces become one. */
export async function* joined(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let chunk = '';
  for await (const piece of pieces) {
    chunk += piece;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}
