import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { codeOf } from '#domain';
import type { RepositoryPath } from '#domain';
import { effectiveUpdates } from './updates/effective-updates.js';
import { parseRefUpdate, refUpdateLine } from './updates/ref-update-line.js';
import type { AnnouncedPush } from './push-states.js';

/**
 * A push by path moves its refs milliseconds after its record is begun; an older one has no living writer, whatever
 * its process id says.
 */
const STALE_AFTER_MS = 3_600_000;
/** A file exists before its first byte; an empty one may still have a writer. */
const BEGUN_MS = 10_000;

const OPTION = 'option ';

/** One file of the journal, written by the server or a hook; hook-scripts.ts writes the hook's. */
export interface PushRecord extends AnnouncedPush {
  /** Whether the last line was written. */
  readonly isComplete: boolean;
}

/** The text that a hook would write. @param folder of the repository */
export const pushRecordText = (folder: string, push: AnnouncedPush): string =>
  [
    push.processId,
    folder,
    push.pusherId,
    ...push.updates.map(refUpdateLine),
    // A line break would start another line of the record.
    ...push.pushOptions.map((option) => OPTION + option.replaceAll('\n', ' ')),
    'end',
    '',
  ].join('\n');

/** The same record, of a repository that has another address by now. */
export function movedRecordText(text: string, to: RepositoryPath): string {
  const [processId = '', folder = '', ...rest] = text.split('\n');
  const root = dirname(dirname(folder));
  return [processId, join(root, to.owner, `${to.path}.git`), ...rest].join('\n');
}

/** Accepts an interrupted record, up to its last complete line. */
export function parsePushRecord(text: string): PushRecord {
  // The last piece is empty, or an interrupted line.
  const [processId = '', folder = '', pusher = '', ...rest] = text.split('\n').slice(0, -1);
  const firstOption = rest.findIndex((line) => line.startsWith(OPTION));
  // A hook writes options as they are: one with a line break looks like several lines.
  const updates = firstOption === -1 ? rest : rest.slice(0, firstOption);
  return {
    processId: Number(processId),
    at: { owner: basename(dirname(folder)), path: basename(folder, '.git') },
    pusherId: pusher === '' ? null : Number(pusher),
    updates: effectiveUpdates(updates.flatMap((line) => parseRefUpdate(line) ?? [])),
    isComplete: rest.at(-1) === 'end',
    pushOptions: rest.filter((line) => line.startsWith(OPTION)).map((line) => line.slice(OPTION.length)),
  };
}

/** @param ageMs how long ago the record was written */
export function isUnderWay({ processId, isComplete }: PushRecord, ageMs: number): boolean {
  if (processId === 0 && !isComplete && ageMs < BEGUN_MS) return true;
  if (ageMs > STALE_AFTER_MS || !(processId > 0)) return false;
  try {
    process.kill(processId, 0);
    return !isZombie(processId);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** Whether the process is a zombie, which its parent has not reaped. Unknown without `/proc`. */
function isZombie(processId: number): boolean {
  try {
    return /\) [ZX] /.test(readFileSync(`/proc/${processId}/stat`, 'latin1'));
  } catch {
    return false;
  }
}
