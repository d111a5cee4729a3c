import { PacketLines } from './packet-lines.js';

const DATA_BAND = 1;

/** What git says about a push as it answers it (gitprotocol-pack, "Report Status"); clients ask for that, if they like. */
export class PushReport {
  private readonly packets = new PacketLines();
  /** In a side band the report's packets come in packets. */
  private readonly inner: PacketLines | null;
  private readonly accepted = new Set<string>();
  private hasBegun = false;
  private isComplete = false;
  private complete = () => {};
  /** Resolves when git has said all; never when it does not. */
  readonly completed = new Promise<void>((resolve) => (this.complete = resolve));

  constructor(hasSideBand: boolean) {
    this.inner = hasSideBand ? new PacketLines() : null;
  }

  /** @param chunk of what git prints */
  read(chunk: Buffer): void {
    for (const packet of this.packets.take(chunk)) {
      if (this.inner === null) this.readLine(packet);
      else if (packet?.[0] === DATA_BAND)
        for (const line of this.inner.take(packet.subarray(1))) this.readLine(line);
    }
  }

  /** The refs that git has moved; null when it has not said so to the end. */
  get moved(): ReadonlySet<string> | null {
    return this.isComplete ? this.accepted : null;
  }

  private readLine(packet: Buffer | null): void {
    if (packet === null) {
      if (!this.hasBegun) return;
      this.isComplete = true;
      this.complete();
      return;
    }
    const line = packet.toString().replace(/\n$/, '');
    if (line.startsWith('unpack ')) this.hasBegun = true;
    if (line.startsWith('ok ')) this.accepted.add(line.slice('ok '.length));
  }
}
