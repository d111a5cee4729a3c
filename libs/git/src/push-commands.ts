import { once } from 'node:events';
import type { Readable } from 'node:stream';
import type { RefUpdate } from '#domain';
import { parseRefUpdate } from './ref-update-line.js';

/** More commands than any push has; a body that goes on without end is for git to refuse. */
const MOST_BYTES = 16 * 1024 * 1024;

/**
 * The ref updates that a push asks for: the packet lines at the head of its body, up to the first flush packet
 * (gitprotocol-pack, "Reference Update Request"). The body is put back whole. What is no push has no updates.
 */
export async function readPushCommands(input: Readable): Promise<readonly RefUpdate[]> {
  let head = Buffer.alloc(0);
  let lines: readonly string[] | null = null;
  while (lines === null && head.length < MOST_BYTES) {
    const chunk = await nextChunk(input);
    if (chunk === null) break;
    head = Buffer.concat([head, chunk]);
    lines = packetLines(head);
  }
  if (head.length > 0 && !input.readableEnded) input.unshift(head);
  return (lines ?? []).flatMap((line) => parseRefUpdate(line) ?? []);
}

/** Null at the end of the body, however it came about. */
async function nextChunk(input: Readable): Promise<Buffer | null> {
  for (;;) {
    const chunk: unknown = input.read();
    if (Buffer.isBuffer(chunk)) return chunk;
    if (input.readableEnded || input.destroyed) return null;
    const signal = new AbortController();
    const events = ['readable', 'end', 'close', 'error'].map((event) =>
      once(input, event, signal).catch(() => null),
    );
    await Promise.race(events);
    signal.abort();
  }
}

/** The lines before the flush packet; null when it has not come yet. */
function packetLines(data: Buffer): readonly string[] | null {
  const lines: string[] = [];
  for (let start = 0; start + 4 <= data.length;) {
    const length = Number.parseInt(data.toString('latin1', start, start + 4), 16);
    if (length === 0) return lines;
    if (!(length >= 4)) return [];
    if (start + length > data.length) return null;
    lines.push(data.toString('utf8', start + 4, start + length));
    start += length;
  }
  return null;
}
