import { once } from 'node:events';
import type { Readable } from 'node:stream';
import type { RefUpdate } from '#domain';
import { PacketLines, type Packet } from './packet-lines.js';
import { parseRefUpdate } from '../journal/updates/ref-update-line.js';

/** The largest size of the commands. */
const MOST_BYTES = 16 * 1024 * 1024;

/** The commands of a push, before the pack (gitprotocol-pack, "Reference Update Request"). */
export interface PushRequest {
  readonly commands: readonly RefUpdate[];
  /** `git push --push-option` */
  readonly pushOptions: readonly string[];
  /** Whether the client wants git's report in a side band. */
  readonly hasSideBand: boolean;
  /** Whether it was complete: only then may git read it. */
  readonly isComplete: boolean;
}

/** Reads the commands of a push and puts the body back whole. A body that is no push has no commands. */
export async function readPushRequest(input: Readable): Promise<PushRequest> {
  const chunks: Buffer[] = [];
  const lines = new PacketLines();
  const sections = new Sections();
  for (let length = 0; !sections.areComplete && !lines.isGarbage && length < MOST_BYTES;) {
    const chunk = await nextChunk(input);
    if (chunk === null) break;
    chunks.push(chunk);
    length += chunk.length;
    sections.add(lines.take(chunk));
  }
  if (chunks.length > 0 && !input.readableEnded) input.unshift(Buffer.concat(chunks));
  return sections.read();
}

/** Commands up to a flush packet, then push options up to another one if the client has announced them. */
class Sections {
  private readonly commands: string[] = [];
  private readonly options: string[] = [];
  private flushes = 0;

  /** Capabilities are on the first command; the shallow commits of a clone come before it. */
  private get capabilities(): readonly string[] {
    const first = this.commands.find((line) => line.includes('\0'));
    return first?.split('\0')[1]?.trim().split(' ') ?? [];
  }

  get areComplete(): boolean {
    return this.flushes > (this.capabilities.includes('push-options') ? 1 : 0);
  }

  add(packets: readonly Packet[]): void {
    for (const packet of packets) {
      // The pack begins here; it is no packet.
      if (this.areComplete) return;
      if (packet === null) this.flushes += 1;
      else (this.flushes === 0 ? this.commands : this.options).push(packet.toString());
    }
  }

  /** Incomplete commands do not count. */
  read(): PushRequest {
    return {
      commands: this.areComplete ? this.commands.flatMap((line) => parseRefUpdate(line) ?? []) : [],
      isComplete: this.areComplete,
      pushOptions: this.options.map((line) => line.replace(/\n$/, '')),
      hasSideBand: this.capabilities.some((capability) => /^side-band(-64k)?$/.test(capability)),
    };
  }
}

/** Null at the end of the body, complete or not. */
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
