import type { FileDiff } from '#domain';
import { positions } from './diff-lines.js';

/** The change of one file, without its content. */
export type FileChange = Omit<FileDiff, 'additions' | 'deletions' | 'diff'>;

/** The part before the names; a renamed file has two names. */
const RAW_RECORD = /:(\d{6}) (\d{6}) ([0-9a-f]{40}) ([0-9a-f]{40}) (?:([ADMT])|R\d+\0([^\0]+))\0([^\0]+)\0/gy;

const STATUS = new Map<string | undefined, FileChange['status']>([
  ['A', 'added'],
  ['D', 'deleted'],
  [undefined, 'renamed'],
]);

/** Parses the output of `git diff --raw --no-abbrev -z`; leaves what follows it. */
export function parseRawDiff(printed: string): readonly FileChange[] {
  return records(printed).map(
    ([, oldMode = '', newMode = '', oldSha = '', newSha = '', letter, from, to = '']) => ({
      oldPath: from ?? to,
      newPath: to,
      oldMode: mode(oldMode),
      newMode: mode(newMode),
      status: STATUS.get(letter) ?? 'modified',
      blobSha: letter === 'D' ? oldSha : newSha,
    }),
  );
}

/**
 * Parses the output of `git diff --raw --no-abbrev --patch -z`. Names come from the records: in the patch they are
 * quoted, and missing where only the mode changed. Every record has its part of the patch, in the same order.
 */
export function parseDiff(printed: string): readonly FileDiff[] {
  const end = records(printed).reduce((length, [record]) => length + record.length, 0);
  // Lines of a file begin with a sign, so no content can look like this.
  const parts = printed.slice(end + 1).split(/(?=diff --git )(?<=\n)/);
  return parseRawDiff(printed).map((change) => {
    const own = parts.splice(0, isOfAnotherType(change) ? 2 : 1);
    const diff = own.map(withoutHeader).join('');
    const signs = positions(diff).map((line) => line?.sign);
    const count = (sign: string) => signs.filter((one) => one === sign).length;
    return { ...change, additions: count('+'), deletions: count('-'), diff };
  });
}

const records = (printed: string): RegExpExecArray[] => [...printed.matchAll(RAW_RECORD)];

const mode = (printed: string): string => (printed === '000000' ? '0' : printed);

/** Git prints this as a deletion and an addition. */
const isOfAnotherType = ({ status, oldMode, newMode }: FileChange): boolean =>
  status === 'modified' && oldMode.slice(0, 2) !== newMode.slice(0, 2);

function withoutHeader(part: string): string {
  const start = part.search(/(?<=\n)(?:--- |Binary files )/);
  return start === -1 ? '' : part.slice(start);
}
