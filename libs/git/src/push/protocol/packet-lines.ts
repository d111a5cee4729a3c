/** A packet's content; null for a flush packet. */
export type Packet = Buffer | null;

const HEAD_BYTES = 4;

/** A packet with its length prefix. */
export function packet(content: string | Buffer): Buffer {
  const bytes = Buffer.from(content);
  const length = (HEAD_BYTES + bytes.length).toString(16).padStart(HEAD_BYTES, '0');
  return Buffer.concat([Buffer.from(length), bytes]);
}

/** Parses packets from a stream of bytes (gitprotocol-common, "pkt-line Format"). */
export class PacketLines {
  private rest: Buffer = Buffer.alloc(0);
  private hasFailed = false;

  /** Whether the input was no packet; parsing ends there. */
  get isGarbage(): boolean {
    return this.hasFailed;
  }

  /** @returns the packets that are complete now */
  take(chunk: Buffer): Packet[] {
    const data = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    const packets: Packet[] = [];
    let start = 0;
    while (!this.hasFailed && start + 4 <= data.length) {
      const length = Number.parseInt(data.toString('latin1', start, start + 4), 16);
      const isFlush = length === 0;
      if (!isFlush && !(length >= 4)) this.hasFailed = true;
      else if (start + length > data.length) break;
      else {
        packets.push(isFlush ? null : data.subarray(start + 4, start + length));
        start += Math.max(length, 4);
      }
    }
    this.rest = data.subarray(start);
    return packets;
  }
}
