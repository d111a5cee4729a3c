import type { RefUpdate } from '#domain';
import { packet } from './protocol/packet-lines.js';
import type { PushGuard } from './push-guard.js';

const FLUSH = '0000';
const DATA_BAND = '\u0001';
/** The payload of the smaller of git's two side bands. */
const MOST_BYTES = 995;

/**
 * Refuses all refs of a push when one may not move, like a `pre-receive` hook.
 * @returns the reason by command; null when all may move
 */
export function refusalsOf(
  commands: readonly RefUpdate[],
  guard: PushGuard,
): ReadonlyMap<RefUpdate, string> | null {
  const reasons = commands.map((command) => [command, guard.refusal(command)] as const);
  if (reasons.every(([, reason]) => reason === null)) return null;
  return new Map(
    reasons.map(([command, reason]) => [command, reason ?? 'another ref of this push was refused']),
  );
}

/** The answer that git would give (gitprotocol-pack, "Report Status"). */
export function refusalReport(refusals: ReadonlyMap<RefUpdate, string>, hasSideBand: boolean): Buffer {
  const lines = [...refusals].map(([{ ref }, reason]) => packet(`ng ${ref} ${reason}\n`));
  const report = Buffer.concat([packet('unpack ok\n'), ...lines, Buffer.from(FLUSH)]);
  if (!hasSideBand) return report;
  const pieces: Buffer[] = [];
  for (let start = 0; start < report.length; start += MOST_BYTES)
    pieces.push(packet(Buffer.concat([Buffer.from(DATA_BAND), report.subarray(start, start + MOST_BYTES)])));
  return Buffer.concat([...pieces, Buffer.from(FLUSH)]);
}
