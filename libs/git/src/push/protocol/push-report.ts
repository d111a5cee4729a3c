import type { RefUpdate } from '#domain';
import { PacketLines } from './packet-lines.js';

const DATA_BAND = 1;

/** Reads git's report on a push from its answer (gitprotocol-pack, "Report Status"); clients may ask for one. */
export class PushReport {
  private readonly packets = new PacketLines();
  /** In a side band the report's packets are nested in packets. */
  private readonly inner: PacketLines | null;
  private readonly results: Result[] = [];
  private hasBegun = false;
  private isComplete = false;
  private complete = () => {};
  /** Resolves with the complete report; never without one. */
  readonly completed = new Promise<void>((resolve) => (this.complete = resolve));

  constructor(hasSideBand: boolean) {
    this.inner = hasSideBand ? new PacketLines() : null;
  }

  /** @param chunk of git's output */
  read(chunk: Buffer): void {
    for (const packet of this.packets.take(chunk)) {
      if (this.inner === null) this.readLine(packet);
      else if (packet?.[0] === DATA_BAND)
        for (const line of this.inner.take(packet.subarray(1))) this.readLine(line);
    }
  }

  /**
   * The moves that git reports; null while the report is incomplete. Git answers commands in order, so each of
   * several for one ref has its own result.
   * @param commands all commands of the push
   */
  moved(commands: readonly RefUpdate[]): RefUpdate[] | null {
    if (!this.isComplete) return null;
    const open = new Map<string, RefUpdate[]>();
    for (const command of commands) {
      const ofRef = open.get(command.ref);
      if (ofRef === undefined) open.set(command.ref, [command]);
      else ofRef.push(command);
    }
    return this.results.flatMap(({ ref, isAccepted, changes }) => {
      const [command, ...later] = open.get(ref) ?? [];
      // The last one stays: a `proc-receive` hook may answer one command with several results.
      if (later.length > 0) open.set(ref, later);
      return isAccepted && command !== undefined ? [{ ...command, ...changes }] : [];
    });
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
    const [, status, ref] = /^(ok|ng) ([^ ]+)/.exec(line) ?? [];
    if (ref !== undefined) this.results.push({ ref, isAccepted: status === 'ok', changes: {} });
    const last = this.results.at(-1);
    if (last !== undefined) Object.assign(last.changes, changeIn(line));
  }
}

/** The result of a command. */
interface Result {
  /** The command's ref. */
  readonly ref: string;
  readonly isAccepted: boolean;
  /** Set when something else moved than the command says. */
  readonly changes: Partial<RefUpdate>;
}

/** The option's names in `report-status-v2`. */
const FIELDS: ReadonlyMap<string, keyof RefUpdate> = new Map([
  ['refname', 'ref'],
  ['old-oid', 'before'],
  ['new-oid', 'after'],
]);

/** An option belongs to the result before it. */
function changeIn(line: string): Partial<RefUpdate> {
  const [, name = '', value = ''] = /^option ([^ ]+) (.+)$/.exec(line) ?? [];
  const field = FIELDS.get(name);
  return field === undefined ? {} : { [field]: value };
}
