import { once } from 'node:events';
import type { Readable } from 'node:stream';
import type { RefUpdate } from '#domain';
import { PacketLines, type Packet } from './packet-lines.js';
import { PushCommands } from './push-commands.js';

/** The largest size of the commands. */
const MOST_BYTES = 16 * 1024 * 1024;

/** The commands of a push, before the pack (gitprotocol-pack, "Reference Update Request"). */
export interface PushRequest {
  readonly commands: readonly RefUpdate[];
  /** `git push --push-option` */
  readonly pushOptions: readonly string[];
  /** Whether the client wants git's report in a side band. */
  readonly hasSideBand: boolean;
  /** Whether it was complete, and every command was understood: only then may git read it. */
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
  private readonly commands = new PushCommands();
  private readonly options: string[] = [];
  private flushes = 0;

  get areComplete(): boolean {
    return this.flushes > (this.commands.capabilities.has('push-options') ? 1 : 0);
  }

  add(packets: readonly Packet[]): void {
    for (const packet of packets) {
      // The pack begins here; it is no packet.
      if (this.areComplete) return;
      if (packet === null) this.flushes += 1;
      else if (this.flushes === 0) this.commands.add(packet);
      else this.options.push(packet.toString());
    }
  }

  /** Incomplete commands do not count. */
  read(): PushRequest {
    const commands = this.areComplete ? this.commands.read() : null;
    return {
      commands: commands ?? [],
      isComplete: commands !== null,
      pushOptions: this.options.map((line) => line.replace(/\n$/, '')),
      hasSideBand: this.commands.capabilities.has('side-band-64k'),
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
